"""What must hold in template.yaml and no linter knows."""

import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3]


class Loader(yaml.SafeLoader):
    """CloudFormation's short forms become {name: value}."""


def short_form(loader, suffix, node):
    kinds = {yaml.ScalarNode: loader.construct_scalar, yaml.SequenceNode: loader.construct_sequence, yaml.MappingNode: loader.construct_mapping}
    extra = () if isinstance(node, yaml.ScalarNode) else (True,)
    return {suffix: kinds[type(node)](node, *extra)}


Loader.add_multi_constructor("!", short_form)
TEMPLATE = yaml.load((ROOT / "template.yaml").read_text(), Loader)
RESOURCES = TEMPLATE["Resources"]


def of_type(kind: str) -> dict[str, dict]:
    return {name: one["Properties"] for name, one in RESOURCES.items() if one["Type"] == kind}


FUNCTIONS = of_type("AWS::Serverless::Function")
QUEUES = of_type("AWS::SQS::Queue")
CHANNELS = ("Telegram", "Webchat", "Whatsapp", "Messenger", "Facebook", "Instagram", "X", "Sms", "Voice", "Teams", "MailOverHttps", "Connect", "Email")


def statements(role: dict) -> list[dict]:
    found = []
    for policy in role["Policies"]:
        for one in policy["PolicyDocument"]["Statement"]:
            found.append(one["If"][1] if "If" in one else one)
    return found


class Template(unittest.TestCase):
    def test_a_queue_stays_hidden_for_six_timeouts_of_its_function(self):
        fed = 0
        for name, function in FUNCTIONS.items():
            for event in function.get("Events", {}).values():
                if event["Type"] == "SQS":
                    fed += 1
                    queue = QUEUES[event["Properties"]["Queue"]["GetAtt"].removesuffix(".Arn")]
                    self.assertGreaterEqual(queue["VisibilityTimeout"], 6 * function["Timeout"], name)
                    self.assertEqual(event["Properties"]["FunctionResponseTypes"], ["ReportBatchItemFailures"])
        self.assertEqual(fed, sum("RedrivePolicy" in queue for queue in QUEUES.values()))

    def test_every_queue_has_dead_letters_of_its_own_kind_for_14_days(self):
        targets = {name: q["RedrivePolicy"]["deadLetterTargetArn"]["GetAtt"].removesuffix(".Arn") for name, q in QUEUES.items() if "RedrivePolicy" in q}
        self.assertEqual(len(set(targets.values())), len(targets))
        # Amazon Connect's events are invocations, not messages: what fails of them lies in a queue without one before it.
        dead_letters = {*targets.values(), "ConnectDeadLetters"}
        self.assertEqual(set(QUEUES), set(targets) | dead_letters)
        for dead in dead_letters:
            self.assertEqual(QUEUES[dead]["MessageRetentionPeriod"], 14 * 86400)
        for name, dead in targets.items():
            self.assertEqual(QUEUES[dead].get("FifoQueue"), QUEUES[name].get("FifoQueue"))
            self.assertGreaterEqual(QUEUES[name]["RedrivePolicy"]["maxReceiveCount"], 5)

    def test_every_function_has_a_role_and_a_log_of_its_own(self):
        for part in ("Role", "Log"):
            key = {"Role": lambda f: f["Role"]["GetAtt"], "Log": lambda f: f["LoggingConfig"]["LogGroup"]["Ref"]}[part]
            self.assertEqual(len({key(function) for function in FUNCTIONS.values()}), len(FUNCTIONS))
        for name in FUNCTIONS:
            self.assertIn("RetentionInDays", RESOURCES[name.removesuffix("Function") + "Log"]["Properties"])

    def test_no_role_reaches_beyond_what_it_names(self):
        for name, role in of_type("AWS::IAM::Role").items():
            self.assertNotIn("ManagedPolicyArns", role, name)
            for statement in statements(role):
                self.assertNotIn("*", "".join(statement["Action"]), name)
                self.assertNotEqual(statement["Resource"], "*", name)

    def test_a_webhook_never_touches_the_table_and_the_router_no_provider(self):
        def actions(role):
            return {action for one in statements(RESOURCES[role]["Properties"]) for action in one["Action"]}

        puts = [one for one in statements(RESOURCES["NotifierRole"]["Properties"]) if "dynamodb:PutItem" in one["Action"]]
        self.assertEqual([one["Condition"] for one in puts], [{"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["NOTICE#*"]}}])
        for channel in CHANNELS:
            self.assertFalse({a for a in actions(f"{channel}Role") if a.startswith("dynamodb:")}, channel)
        self.assertFalse({a for a in actions("RouterRole") | actions("EscalatorRole") if a.startswith(("ses:", "secretsmanager:"))})

    def test_what_is_kept_outlives_the_stack(self):
        for name, one in RESOURCES.items():
            if one["Type"] in ("AWS::DynamoDB::Table", "AWS::S3::Bucket"):
                self.assertEqual((one["DeletionPolicy"], one["UpdateReplacePolicy"]), ("Retain", "Retain"), name)

    def test_every_route_has_a_throttle_of_its_own(self):
        routes = {route["RouteKey"] for route in of_type("AWS::ApiGatewayV2::Route").values()}
        self.assertEqual(set(RESOURCES["ApiStage"]["Properties"]["RouteSettings"]), routes)

    def test_access_logs_hold_no_query_and_no_address(self):
        form = RESOURCES["ApiStage"]["Properties"]["AccessLogSettings"]["Format"]
        for leak in ("path", "querystring", "sourceIp", "userAgent", "requestOverride"):
            self.assertNotIn(leak, form)

    def test_no_function_reserves_concurrency_and_every_alarm_tells_the_topic(self):
        self.assertFalse([name for name, one in FUNCTIONS.items() if "ReservedConcurrentExecutions" in one])
        for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
            self.assertEqual(alarm["AlarmActions"], [{"Ref": "AlarmTopic"}], name)

    def test_alarms_watch_metrics_that_are_counted(self):
        counted = (ROOT / "shared" / "runtime" / "src" / "metrics.rs").read_text()
        for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
            if alarm["Namespace"] == "Ventanilla":
                self.assertIn(f"    {alarm['MetricName']},\n", counted, name)
