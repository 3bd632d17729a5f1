"""The road as the outside world sees it: webhooks, the mail bucket, queues, and the functions that AWS calls."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError
from settings import Settings, StackError

from .mail import Letter
from .post import Invocation, Post

# Down the road: what leaves one of them stands in a later one before it is gone from the first, so whoever looks in
# this order misses nothing.
QUEUES = ("mail", "inbox", "attachments", "notices")
COUNTS = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed")
PAUSE = 0.25


class Road:
    """One deployed stack."""

    def __init__(self, where: Settings, stack: dict) -> None:
        self.where, self.stack = where, stack
        self.sqs, self.s3, self.sns, self.functions = (where.client(service) for service in ("sqs", "s3", "sns", "lambda"))

    def post(self, post: Post) -> tuple[int, str]:
        """Calls a webhook; the status that it answers, and the body."""
        status, body = self.ask(urllib.request.Request(post.url, data=post.body or None, headers=post.headers, method=post.method))
        return status, body.decode("utf-8", "replace")

    def session(self, identity: str = "") -> str:
        """A session of the web chat, of a customer whom the shop vouches for where there is an identity."""
        body = json.dumps({"identity": identity}).encode() if identity else None
        headers = {"Origin": self.stack["web_origin"], "Content-Type": "application/json"}
        return self.json_of("a session of the web chat", urllib.request.Request(self.stack["webhooks"]["web_session"], data=body, headers=headers))["session"]

    def signed_by_sns(self, fields: dict) -> dict:
        """A message as SNS would send it: the sandbox plays SNS."""
        return self.json_of("a signature of SNS", self.to_sandbox("sns", fields))

    def signed_by_microsoft(self, claims: dict) -> str:
        """The token with an activity of Teams: the sandbox plays the Bot Framework."""
        return self.json_of("a token of Microsoft's", self.to_sandbox("botframework", claims))["token"]

    def to_sandbox(self, service: str, fields: dict) -> urllib.request.Request:
        """A request to do a provider's part."""
        return urllib.request.Request(f"{self.stack['sandbox']}/_sandbox/{service}", json.dumps(fields).encode(), {"Content-Type": "application/json"})

    def json_of(self, what: str, request: urllib.request.Request) -> dict:
        status, body = self.ask(request)
        if status != 200:
            raise StackError(f"{what} cannot be had: status {status}")
        return json.loads(body)

    def ask(self, request: urllib.request.Request) -> tuple[int, bytes]:
        """What is answered, whatever its status."""
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError as error:
            raise self.dead() from error

    def opened(self, link: str) -> bytes:
        """What a link in a notice leads to, as an agent's browser follows it; nothing where that is no file."""
        local = link.replace(self.stack["public_url"], self.stack["webhooks"]["base"], 1)
        status, body = self.ask(urllib.request.Request(local))
        return body if status == 200 else b""

    def invoke(self, invocation: Invocation) -> tuple[int, str]:
        """Calls a function as AWS does: 200 and its answer, or 500 where it failed."""
        with self.calls():
            answer = self.functions.invoke(FunctionName=self.stack["functions"][invocation.function], Payload=json.dumps(invocation.payload).encode())
            said = answer["Payload"].read().decode("utf-8", "replace")
        return 500 if answer.get("FunctionError") else 200, said

    def take_in(self, letter: Letter) -> int:
        """Does what SES does with a mail: puts it into the bucket, then tells the topic."""
        with self.calls():
            self.s3.put_object(Bucket=self.stack["buckets"]["mail"], Key=letter.key, Body=letter.mime)
            self.sns.publish(TopicArn=self.stack["topics"]["mail"], Message=letter.notification)
        return 200

    def wait_until_quiet(self, patience: float) -> None:
        """Waits until no queue holds anything, twice in a row."""
        deadline, quiet = time.monotonic() + patience, 0
        while quiet < 2:
            waiting = {queue: count for queue in QUEUES if (count := self.held(queue))}
            quiet = 0 if waiting else quiet + 1
            self.refuse_dead_letters()
            if waiting and time.monotonic() > deadline:
                told = ", ".join(f"{count} in {queue}" for queue, count in waiting.items())
                raise StackError(f"the road is not quiet after {patience:.0f} s: {told} (see the functions' logs: infra/local/README.md)")
            time.sleep(PAUSE)

    def held(self, queue: str) -> int:
        """Messages that wait in a queue or are being worked on."""
        with self.calls():
            attributes = self.sqs.get_queue_attributes(QueueUrl=self.stack["queues"][queue], AttributeNames=list(COUNTS))["Attributes"]
        return sum(int(attributes.get(count, 0)) for count in COUNTS)

    def refuse_dead_letters(self) -> None:
        for queue in QUEUES:
            if dead := self.held(f"{queue}_dead"):
                raise StackError(f"{dead} messages of {queue} are dead letters: see them with `ventanilla dlq show {queue}`")

    def sweep(self) -> dict:
        """Runs the escalator, as the schedule does every minute; its report."""
        status, said = self.invoke(Invocation("escalator", {}, ""))
        if status != 200:
            raise StackError(f"the escalator failed: {said[:200]}")
        return json.loads(said)

    def quarantined(self) -> int:
        """Objects in the vault's quarantine."""
        with self.calls():
            pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.stack["buckets"]["vault"], Prefix="quarantine/")
            return sum(page.get("KeyCount", 0) for page in pages)

    @contextmanager
    def calls(self) -> Iterator[None]:
        """Turns what AWS refuses, or a stack that is gone, into one line."""
        try:
            yield
        except ClientError as error:
            raise StackError(f"the local stack refused {error.operation_name}: {error.response.get('Error', {}).get('Message', '')}") from error
        except BotoCoreError as error:
            raise self.dead() from error

    def dead(self) -> StackError:
        return StackError(f"the local stack at {self.where.endpoint} does not answer: `make stop`, then `make demo`")
