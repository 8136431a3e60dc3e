"""What runs inside Rasa: our channel, tracker store, NLU components and two documented patches."""

import os

# Read by the libraries when they are imported, so they must stand before everything else here.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow is loaded by Rasa, not used by us
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")  # Rasa 3.6 is written for 1.4
os.environ.setdefault("OMP_NUM_THREADS", "1")  # one message is too little work for two threads
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.rasa.logs import quieten_warnings

quieten_warnings()
