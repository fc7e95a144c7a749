"""The same questions with the official SDKs: ``list``, or ``walk INSTANCE USER``, at CCC_TUI_ENDPOINT.

Each task imports what it needs and nothing else, as a script that somebody writes does.
"""

import os
import sys
from importlib import import_module
from typing import Any


def main(task: str, *arguments: str) -> None:
    """Do a task."""
    if task == "list":
        print_instances()
    else:
        print_numbers(*arguments)


def print_instances() -> None:
    """Print the call centers."""
    client = import_module("alibabacloud_ccc20170705.client").Client(configuration())
    for instance in client.list_instances_of_user().body.instances.call_center_instance:
        print(instance.instance_id, instance.instance_name, instance.status)
    print("done")


def print_numbers(instance_id: str, user_id: str) -> None:
    """Print all numbers that a user may dial with, page after page."""
    client = import_module("alibabacloud_ccc20200701.client").Client(configuration())
    request = import_module("alibabacloud_ccc20200701.models").ListOutboundNumbersOfUserRequest
    page, seen, total = 1, 0, 1
    while seen < total and page <= 100:
        asked = request(instance_id=instance_id, user_id=user_id, page_number=page, page_size=100)
        data = client.list_outbound_numbers_of_user(asked).body.data
        for row in data.list:
            print(row.number, row.province, row.city)
        seen, total, page = seen + len(data.list), data.total_count, page + 1


def configuration() -> Any:
    """Return what the SDKs connect with."""
    return import_module("alibabacloud_tea_openapi.models").Config(
        access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        endpoint=os.environ["CCC_TUI_ENDPOINT"].partition("://")[2],
        protocol="http",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
