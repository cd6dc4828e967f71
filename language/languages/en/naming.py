"""English: the words around names."""

from __future__ import annotations

from language.languages.naming_words import NamingWords

NAMING = NamingWords(
    subjects="something anything nothing song songs music track tracks stuff one tune tunes more piece",
    ends=(
        "but and or with please instead again that which for who in on if when because as too also then maybe now at like"
    ),
    pointers="this that it these those last previous before one ones song track",
    offers="anything some add more get play about any with try want hear",
    comparing="to as than",
    fillers="the also maybe",
    origins="from",
    common="a an my",
    refusing="nothing",
    owners="my our your his her their the a this in",
    persons="my our your his her their",
    ambiguous="house country trap world soul metal swing club score fun light",
    aged="older newer",
    purposes="for",
    articles="a an the my our your his her their this that some any",
    wanting=(
        "need want looking searching suggest suggestion suggestions recommend recommendation recommendations find give play"
    ),
    enough="enough",
    any="any",
    including="with feat incl cont so then",
    common_titles=(
        "the a an and or of to in on for with by it this that one music song songs track tracks sound sounds voice "
        "voices something anything nothing love good great new old best like more less my your me you various unknown "
        "artist night day summer winter home life time world dream dreams fire water light"
    ),
)
