"""The services that the stages of one worker share: loaded models, the library snapshot, warm processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import torch

from language.references import load_references
from media.fit_card.card_process import FitCardMaker
from media.mix.mix_process import MixMaker
from media.preview.preview_process import PreviewMaker
from media.watch import WarmProcesses
from models.profiles import ProfileCache
from models.reading.classifier_loading import load_classifier
from models.reading.message_classifier import MessageClassifier
from models.reading.reader_server import SERVER, find_reader_server
from musechat.settings import Settings
from musechat.turn import Stage
from store.database import Database
from worker.clip_lookup import ClipLookup
from worker.context import StageFunctions
from worker.library.analysis_job import load_listening_models
from worker.library.untrusted_upload import UploadAnalyser
from worker.recording_lookup import RecordingLookup
from worker.snapshot.cache import SnapshotCache
from worker.snapshot.serving_snapshot import load_wanted_models
from worker.stages.answer import run_answer
from worker.stages.choose import run_choose
from worker.stages.fetch import run_fetch
from worker.stages.listen import run_listen
from worker.stages.message_scorer import LazyMessageScorer
from worker.stages.model_reader import ModelReader
from worker.stages.playing import prepare_playing
from worker.stages.read import run_read
from worker.stages.reembed import start_reembedding
from worker.stages.see import Eyes
from worker.stages.watch import run_watch
from worker.stages.write import run_write
from worker.stages.writer_registry import WriterRegistry


@dataclass(frozen=True, slots=True)
class StageServices:
    """The shared services; made once per worker, each passed to the stages that need it."""

    profiles: ProfileCache
    snapshots: SnapshotCache
    writers: WriterRegistry
    decoders: WarmProcesses
    lookup: ClipLookup
    recordings: RecordingLookup
    previews: PreviewMaker
    mixes: MixMaker
    fits: FitCardMaker
    uploads: UploadAnalyser
    eyes: Eyes
    scorer: LazyMessageScorer
    reader: ModelReader

    @classmethod
    def create(cls, settings: Settings) -> StageServices:
        """Create all services; loads no model and starts no process."""
        profiles = ProfileCache()
        return cls(
            profiles=profiles,
            snapshots=SnapshotCache(profiles),
            writers=WriterRegistry(),
            decoders=WarmProcesses(),
            lookup=ClipLookup(),
            recordings=RecordingLookup(),
            previews=PreviewMaker(),
            mixes=MixMaker(),
            fits=FitCardMaker(),
            uploads=UploadAnalyser(partial(load_listening_models, settings.profile)),
            eyes=Eyes(),
            scorer=LazyMessageScorer(partial(_load_classifier, profiles, settings)),
            reader=ModelReader(settings),
        )

    def bind_stages(self) -> StageFunctions:
        """Return the function of each stage, bound to its services."""
        return {
            Stage.FETCH: run_fetch,
            Stage.WATCH: partial(run_watch, processes=self.decoders, lookup=self.lookup, recordings=self.recordings),
            Stage.READ: partial(
                run_read, snapshots=self.snapshots, eyes=self.eyes, scorer=self.scorer, reader=self.reader
            ),
            Stage.ANSWER: partial(run_answer, snapshots=self.snapshots),
            Stage.CHOOSE: partial(run_choose, snapshots=self.snapshots),
            Stage.WRITE: partial(run_write, snapshots=self.snapshots, writers=self.writers),
            Stage.PREVIEW: partial(prepare_playing, previews=self.previews, mixes=self.mixes),
            Stage.LISTEN: partial(run_listen, analyser=self.uploads),
        }

    def warm_up(self, db: Database, settings: Settings) -> None:
        """Load models and start processes ahead of the first turn, then start re-embedding where it is due."""
        load_references(settings.references_file)  # a file that is not valid stops the worker now, not each turn later
        if settings.reader == SERVER:
            find_reader_server(settings)  # raises where it is not said which
        if settings.profile == "embedded":
            # Its models are small: more threads each would only slow down the turns beside them.
            torch.set_num_threads(1)
        self.decoders.start()
        models = load_wanted_models(settings, self.profiles)
        # The writer takes longest, and loads in its own thread while the others load here.
        self.writers.start_loading(settings, models.music)
        self.profiles.get(settings.profile, settings.data_dir).warm_up()
        self.eyes.load_network()
        self.snapshots.open(db, settings)
        start_reembedding(settings, models)

    def close(self) -> None:
        """End the warm processes, and let a model that is being loaded arrive."""
        self.decoders.close()
        self.previews.close()
        self.mixes.close()
        self.fits.close()
        self.writers.close()
        self.reader.close()


def _load_classifier(profiles: ProfileCache, settings: Settings) -> MessageClassifier:
    """Load the network that reads messages over the profile's own text encoder, where it was trained on that one."""
    return load_classifier(profiles.get(settings.profile, settings.data_dir).text)
