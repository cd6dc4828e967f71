"""A client of servers with the chat-completions protocol: vLLM, llama.cpp, Ollama, OpenAI."""

from models.chat_client.client import ChatAddress, ChatClient, ChatReply
from models.chat_client.errors import ServerRefusal
from models.chat_client.stream import LARGEST_ANSWER, StreamedText

__all__ = ["LARGEST_ANSWER", "ChatAddress", "ChatClient", "ChatReply", "ServerRefusal", "StreamedText"]
