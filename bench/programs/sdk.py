"""The same questions with the official SDKs: ``list``, or ``walk INSTANCE USER``, at CCC_TUI_ENDPOINT.

Each imports what it needs and nothing else, as a script does.
"""

import os
import sys
from importlib import import_module


def main(task: str, *ids: str) -> None:
    """Print the call centers, or all outbound numbers of a user, page after page."""
    configuration = import_module("alibabacloud_tea_openapi.models").Config(
        access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
        access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
        endpoint=os.environ["CCC_TUI_ENDPOINT"].partition("://")[2],
        protocol="http",
    )
    if task == "list":
        client = import_module("alibabacloud_ccc20170705.client").Client(configuration)
        for instance in client.list_instances_of_user().body.instances.call_center_instance:
            print(instance.instance_id, instance.instance_name, instance.status)
        print("done")
        return
    client = import_module("alibabacloud_ccc20200701.client").Client(configuration)
    request = import_module("alibabacloud_ccc20200701.models").ListOutboundNumbersOfUserRequest
    page, seen, total = 1, 0, 1
    while seen < total and page <= 100:
        asked = request(instance_id=ids[0], user_id=ids[1], page_number=page, page_size=100)
        data = client.list_outbound_numbers_of_user(asked).body.data
        for row in data.list:
            print(row.number, row.province, row.city)
        seen, total, page = seen + len(data.list), data.total_count, page + 1


if __name__ == "__main__":
    main(*sys.argv[1:])
