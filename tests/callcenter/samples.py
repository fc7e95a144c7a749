"""The four replies that the operations' documentation pages show, letter by letter."""

INSTANCES_XML = """\
<Instances>
    <CallCenterInstance>
        <Status>Creating</Status>
        <Owner>1059803544828509</Owner>
        <CreatedTime>1537867125000</CreatedTime>
        <ConsoleUrl>ccc.aliyun.com/workbench/111</ConsoleUrl>
        <DomainName>111</DomainName>
        <InstanceId>ef1e71e9-ae9d-487c-96ad-9181d85cf802</InstanceId>
        <StorageMaxSize>100</StorageMaxSize>
        <InstanceName>测试11111</InstanceName>
        <MaxOnlineAgents>100</MaxOnlineAgents>
        <TenantId>acc2985</TenantId>
        <DirectoryId>无</DirectoryId>
        <StorageBucket>cloudcallcenter-online</StorageBucket>
        <StorageMaxDays>0</StorageMaxDays>
        <InstanceDescription>测试11111</InstanceDescription>
    </CallCenterInstance>
    <CallCenterInstance>
        <Admin>
            <User>
                <RamId>1059803544828509</RamId>
                <InstanceId>ef1e71e9-ae9d-487c-96ad-9181d85cf802</InstanceId>
                <UserId>9d-487c-96ad-9181d85cf802</UserId>
            </User>
            <User>
                <Detail>
                    <LoginName>云呼测试</LoginName>
                    <Department>云呼测试</Department>
                    <Email>123@123.com</Email>
                    <Phone>13209090909</Phone>
                    <DisplayName>云呼测试</DisplayName>
                </Detail>
            </User>
        </Admin>
        <PhoneNumbers>
            <PhoneNumber>
                <Usage>Bidirection</Usage>
                <AllowOutbound>true</AllowOutbound>
                <TestOnly>false</TestOnly>
                <Number>02500000000</Number>
                <InstanceId>ef1e71e9-ae9d-487c-96ad-9181d85cf802</InstanceId>
                <RemainingTime>100</RemainingTime>
                <Trunks>15</Trunks>
                <PhoneNumberId>51349d57-e7a1-4dba-bd16-34d93251207d</PhoneNumberId>
                <PhoneNumberDescription>Ali Telecom</PhoneNumberDescription>
            </PhoneNumber>
        </PhoneNumbers>
    </CallCenterInstance>
</Instances>
<Message>无</Message>
<RequestId>DE803553-8AA9-4B9D-9E4E-A82BC69EDCEE</RequestId>
<HttpStatusCode>200</HttpStatusCode>
<Code>OK</Code>
<Success>true</Success>
"""
INSTANCES_JSON = """\
{
    "Instances": {
        "CallCenterInstance": [
            {
                "Status": "Creating",
                "Owner": 1059803544828509,
                "CreatedTime": 1537867125000,
                "ConsoleUrl": "ccc.aliyun.com/workbench/111",
                "DomainName": 111,
                "InstanceId": "ef1e71e9-ae9d-487c-96ad-9181d85cf802",
                "StorageMaxSize": 100,
                "InstanceName": "测试11111",
                "MaxOnlineAgents": 100,
                "TenantId": "acc2985",
                "DirectoryId": "无",
                "StorageBucket": "cloudcallcenter-online",
                "StorageMaxDays": 0,
                "InstanceDescription": "测试11111"
            },
            {
                "Admin": {
                    "User": [
                        {
                            "RamId": 1059803544828509,
                            "InstanceId": "ef1e71e9-ae9d-487c-96ad-9181d85cf802",
                            "UserId": "9d-487c-96ad-9181d85cf802"
                        },
                        {
                            "Detail": {
                                "LoginName": "云呼测试",
                                "Department": "云呼测试",
                                "Email": "123@123.com",
                                "Phone": 13209090909,
                                "DisplayName": "云呼测试"
                            }
                        }
                    ]
                },
                "PhoneNumbers": {
                    "PhoneNumber": {
                        "Usage": "Bidirection",
                        "AllowOutbound": true,
                        "TestOnly": false,
                        "Number": 2500000000,
                        "InstanceId": "ef1e71e9-ae9d-487c-96ad-9181d85cf802",
                        "RemainingTime": 100,
                        "Trunks": 15,
                        "PhoneNumberId": "51349d57-e7a1-4dba-bd16-34d93251207d",
                        "PhoneNumberDescription": "Ali Telecom"
                    }
                }
            }
        ]
    },
    "Message": "无",
    "RequestId": "DE803553-8AA9-4B9D-9E4E-A82BC69EDCEE",
    "HttpStatusCode": 200,
    "Code": "OK",
    "Success": true
}
"""
NUMBERS_XML = """\
<TotalCount>1</TotalCount>
<RequestId>EEEE671A-3E24-4A04-81E6-6C4F5B39DF75</RequestId>
<PageSize>10</PageSize>
<Message>无</Message>
<HttpStatusCode>200</HttpStatusCode>
<Data>
    <TotalCount>1</TotalCount>
    <PageSize>10</PageSize>
    <PageNumber>1</PageNumber>
    <List>
        <City>乐山</City>
        <Number>083xxxx0019</Number>
        <Province>四川</Province>
    </List>
</Data>
<Code>OK</Code>
"""
NUMBERS_JSON = """\
{
	"TotalCount": "1",
	"RequestId": "EEEE671A-3E24-4A04-81E6-6C4F5B39DF75",
	"PageSize": "10",
	"Message": "无",
	"HttpStatusCode": "200",
	"Data": {
		"TotalCount": "1",
		"PageSize": "10",
		"PageNumber": "1",
		"List": [{
			"City": "乐山",
			"Number": "083xxxx0019",
			"Province": "四川"
		}]
	},
	"Code": "OK"
}
"""
