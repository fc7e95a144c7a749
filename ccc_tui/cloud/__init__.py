"""Alibaba Cloud RPC over httpx: signing, retries, rate limit, errors. Knows nothing of call centers."""
