"""Alibaba Cloud RPC over httpx: signing, retrying, pacing, errors. Nothing here knows of call centers."""
