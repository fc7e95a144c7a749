# What a contributor needs, after: python3 -m venv .venv && .venv/bin/pip install -e '.[dev]'

.PHONY: check test messages documents snapshots picture

check: test ## what .ci/run checks once everything is installed
	.ci/checks

test:
	.venv/bin/pytest

messages: ## after a change of words: extract them, update the catalogues, compile them
	.venv/bin/python -m tools.catalogue update

documents: ## after a change of keys or options: write the tables of the documentation again
	.venv/bin/python -m tools.documents update

snapshots: ## after a change of the screen: take its pictures again, to be looked at before they are committed
	.venv/bin/pytest tests/ui --snapshot-update

picture: ## the picture in the README
	.venv/bin/python -m tools.picture
