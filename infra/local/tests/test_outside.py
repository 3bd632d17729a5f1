"""The providers' hosts as the gateway plays them: whom they let in, what they give, and what they sign."""

import base64
import hashlib
import json
import struct
import subprocess
import tempfile
import unittest
import zlib
from pathlib import Path

from faults import Fault
from invented import TWILIO_ACCOUNT, TWILIO_TOKEN, access
from outside import samples
from outside.asked import Asked
from outside.gate import Gate
from outside.turnstile import FAILS, PASSES, SPENT

KEYS = access()
BASIC = "Basic " + base64.b64encode(f"{TWILIO_ACCOUNT}:{TWILIO_TOKEN}".encode()).decode()
BOT = KEYS["telegram"]["bot_token"]


class Outside(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.gate = Gate()

    def setUp(self):
        self.gate.reset()

    def ask(self, address, key="", method="GET", **form):
        """The reply of a host, with `https://` left out of the address."""
        host, _, rest = address.partition("/")
        path, _, query = rest.partition("?")
        headers = {"authorization": key} if key else {}
        fields = dict(part.split("=", 1) for part in query.split("&") if part)
        return self.gate.ask(Asked(method, host, f"/{path}", fields, headers, form))[1]

    def told(self, *arguments, **more):
        return json.loads(self.ask(*arguments, **more).body)


class Files(Outside):
    def test_whatsapp_names_the_file_and_both_hosts_ask_for_the_token(self):
        bearer = f"Bearer {KEYS['whatsapp']['access_token']}"
        node = self.told("graph.facebook.com/v25.0/1003383421387256", bearer)
        address = node["url"].removeprefix("https://")
        file = self.ask(address, bearer)
        self.assertEqual((file.status, file.mime, len(file.body)), (200, "image/jpeg", node["file_size"]))
        self.assertEqual(hashlib.sha256(file.body).hexdigest(), node["sha256"])
        for place, key in (("graph.facebook.com/v25.0/1", ""), ("graph.facebook.com/v25.0/1", "Bearer wrong"), (address, ""), (address, BASIC)):
            self.assertEqual(self.ask(place, key).status, 401, place)

    def test_files_of_messenger_and_instagram_ask_for_nothing(self):
        for address in ("lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=5", "scontent.xx.fbcdn.net/v/t1/5_n.jpg", "scontent-mad1.cdninstagram.com/v/5.jpg"):
            self.assertEqual(self.ask(address).mime, "image/jpeg", address)

    def test_telegram_tells_a_path_and_the_path_gives_the_file(self):
        told = self.told(f"api.telegram.org/bot{BOT}/getFile?file_id=AwACdemo")["result"]
        file = self.ask(f"api.telegram.org/file/bot{BOT}/{told['file_path']}")
        self.assertEqual((file.mime, len(file.body)), ("audio/ogg", told["file_size"]))
        for address in ("api.telegram.org/bot1:x/getFile?file_id=a", "api.telegram.org/file/bot1:x/photos/a.jpg", "api.telegram.org/getMe"):
            self.assertEqual(self.ask(address).status, 401, address)
        self.assertIn("too big", self.told(f"api.telegram.org/bot{BOT}/getFile?file_id=big1")["description"])

    def test_twilio_asks_for_the_account_and_sends_on(self):
        for method, path, mime in (("media", "Messages/MM1/Media/ME05", "image/jpeg"), ("recording", "Recordings/RE1", "audio/x-wav"), ("recording", "Recordings/RE1.mp3", "audio/mpeg")):
            address = f"api.twilio.com/2010-04-01/Accounts/{TWILIO_ACCOUNT}/{path}"
            sent_on = self.ask(address, BASIC)
            self.assertEqual((sent_on.method, sent_on.status), (method, 302))
            self.assertEqual(self.ask(sent_on.headers["Location"].removeprefix("https://")).mime, mime)
            for key in ("", BASIC[:-4] + "AAAA", "Basic ?"):
                self.assertEqual(self.ask(address, key).status, 401, key)
        self.assertEqual(self.ask("api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE1", BASIC).status, 401)

    def test_x_shows_posts_to_everybody_and_messages_to_their_account(self):
        private = "ton.twitter.com/1.1/ton/data/dm/1/2/photo.jpg"
        self.assertEqual(self.ask("pbs.twimg.com/media/photo.jpg").mime, "image/jpeg")
        self.assertEqual(self.ask(private).status, 401)
        self.assertEqual(self.ask(private, f"Bearer {KEYS['x']['access_token']}").status, 200)

    def test_what_a_provider_has_no_more_is_refused_for_good(self):
        bearer = f"Bearer {KEYS['whatsapp']['access_token']}"
        for address, key in (("graph.facebook.com/v25.0/4041", bearer), (f"api.telegram.org/bot{BOT}/getFile?file_id=gone", ""), ("pbs.twimg.com/media/gone.jpg", ""),
                             ("x.fbcdn.net/gone.jpg", ""), (f"api.twilio.com/2010-04-01/Accounts/{TWILIO_ACCOUNT}/Recordings/RE404", BASIC)):
            self.assertIn(self.ask(address, key).status, (400, 403, 404), address)

    def test_no_token_is_recorded(self):
        for reply in (self.ask(f"api.telegram.org/bot{BOT}/getFile?file_id=a"), self.ask(f"api.telegram.org/file/bot{BOT}/photos/a.jpg"),
                      self.ask("graph.facebook.com/v25.0/7?access_token=" + KEYS["messenger"]["access_token"]),
                      self.ask("challenges.cloudflare.com/turnstile/v0/siteverify", method="POST", secret=PASSES, response="tok")):
            recorded = json.dumps([reply.method, dict(reply.arguments), reply.shown()])
            for secret in (BOT, KEYS["messenger"]["access_token"], PASSES, "tok\""):
                self.assertNotIn(secret, recorded)


class Samples(unittest.TestCase):
    def test_a_name_gives_the_same_file_each_time(self):
        kinds = {"documents/x.pdf": "pdf", "AwACx": "oga", "1908647269898583": "oga", "1003383421387256": "jpg", "RE1.mp3": "mp3", "12": "pdf"}
        self.assertEqual({name: samples.of_name(name).ending for name in kinds}, kinds)

    def test_a_png_holds_what_its_head_says(self):
        content = samples.sample("png").content
        size = struct.unpack(">I", content[33:37])[0]
        rows = zlib.decompress(content[41 : 41 + size])
        self.assertEqual((content[37:41], len(rows)), (b"IDAT", 48 * (1 + 64 * 3)))
        self.assertEqual(zlib.crc32(content[37 : 41 + size]), struct.unpack(">I", content[41 + size : 45 + size])[0])

    def test_a_jpeg_has_its_parts_in_order_and_no_marker_in_its_scan(self):
        content = samples.sample("jpeg").content
        marks = [content.index(bytes([0xFF, mark])) for mark in (0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9)]
        self.assertEqual(marks, sorted(marks))
        scan = content[marks[-2] + 10 : marks[-1]]
        self.assertNotIn(b"\xff", scan.replace(b"\xff\0", b""))

    def test_the_objects_of_a_pdf_stand_where_its_table_says(self):
        content = samples.sample("pdf").content
        table = int(content.split(b"startxref\n")[1].split()[0])
        self.assertEqual(content[table : table + 4], b"xref")
        for number, line in enumerate(content[table:].splitlines()[3:8], 1):
            self.assertTrue(content[int(line[:10]) :].startswith(b"%d 0 obj" % number))

    def test_the_sum_of_an_ogg_page_is_that_of_its_standard(self):
        # CRC-32/MPEG-2 without its first and last ones, of the digits 1 to 9.
        self.assertEqual(samples.checksum(b"123456789"), 0x89A1897F)
        content = samples.sample("ogg").content
        self.assertEqual((content.count(b"OggS"), content[28:36]), (3, b"OpusHead"))


class Turnstile(Outside):
    def verdict(self, secret, response):
        return self.told("challenges.cloudflare.com/turnstile/v0/siteverify", method="POST", secret=secret, response=response)

    def test_the_secrets_for_tests_say_what_cloudflare_says(self):
        self.assertTrue(self.verdict(PASSES, "XXXX.DUMMY.TOKEN.XXXX")["success"])
        wrong = {(FAILS, "t"): "invalid-input-response", (SPENT, "t"): "timeout-or-duplicate", ("", "t"): "missing-input-secret",
                 (PASSES, ""): "missing-input-response", (PASSES, "t" * 2049): "invalid-input-response", ("mine", "t"): "invalid-input-secret"}
        self.assertEqual({asked: self.verdict(*asked)["error-codes"] for asked in wrong}, {asked: [word] for asked, word in wrong.items()})


class Sns(Outside):
    TOPIC = "arn:aws:sns:eu-west-1:111122223333:correo"

    def test_a_message_is_signed_by_the_certificate_that_it_names(self):
        message = self.gate.sns.sign({"Type": "Notification", "TopicArn": self.TOPIC, "Message": "¿Sí?\n"})
        self.assertRegex(message["SigningCertURL"], r"^https://sns\.eu-west-1\.amazonaws\.com/SimpleNotificationService-[0-9a-f]{32}\.pem$")
        certificate = self.ask(message["SigningCertURL"].removeprefix("https://")).body
        text = "".join(f"{name}\n{message[name]}\n" for name in ("Message", "MessageId", "Timestamp", "TopicArn", "Type"))
        with tempfile.TemporaryDirectory() as folder:
            files = {name: Path(folder) / name for name in ("certificate", "key", "signature")}
            files["certificate"].write_bytes(certificate)
            files["signature"].write_bytes(base64.b64decode(message["Signature"]))
            files["key"].write_bytes(subprocess.run(["openssl", "x509", "-in", files["certificate"], "-noout", "-pubkey"], capture_output=True, check=True).stdout)
            verify = ["openssl", "dgst", "-sha256", "-verify", files["key"], "-signature", files["signature"]]
            for signed, status in ((text, 0), (text.replace("Sí", "No"), 1)):
                self.assertEqual(subprocess.run(verify, input=signed.encode(), capture_output=True, check=False).returncode, status)

    def test_other_certificates_are_not_there_and_a_subscription_is_confirmed(self):
        self.assertEqual(self.ask("sns.eu-west-1.amazonaws.com/SimpleNotificationService-00000000000000000000000000000000.pem").status, 403)
        self.assertEqual(self.ask(f"sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={self.TOPIC}&Token=t").status, 200)

    def test_what_is_no_message_is_not_signed(self):
        for fields in ({}, {"Type": "Notification", "TopicArn": "mine", "Message": "x"}, {"Type": "Notification", "TopicArn": self.TOPIC, "Message": 1}):
            self.assertRaises(ValueError, self.gate.sns.sign, fields)


class BotFramework(Outside):
    KEYS = "login.botframework.com/v1/.well-known/keys"
    CLAIMS = {"aud": "our bot", "serviceurl": "https://service.example/"}

    def part(self, text):
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    def test_a_token_is_signed_by_the_key_that_it_names(self):
        head, claims, signature = self.gate.bot_framework.sign(self.CLAIMS)["token"].split(".")
        (key,) = self.told(self.KEYS)["keys"]
        self.assertEqual((json.loads(self.part(head))["kid"], "msteams" in key["endorsements"]), (key["kid"], True))
        modulus, exponent = (int.from_bytes(self.part(key[name])) for name in ("n", "e"))
        # RFC 8017, 8.2.2 and 9.2: what was signed, padded to the length of the modulus.
        digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(f"{head}.{claims}".encode()).digest()
        signed = pow(int.from_bytes(self.part(signature)), exponent, modulus).to_bytes(256)
        self.assertEqual(signed, b"\0\x01" + b"\xff" * (256 - 3 - len(digest)) + b"\0" + digest)

    def test_a_token_says_what_it_was_asked_to_and_is_good_now(self):
        told = json.loads(self.part(self.gate.bot_framework.sign({**self.CLAIMS, "exp": 5})["token"].split(".")[1]))
        self.assertEqual((told["iss"], told["aud"], told["exp"]), ("https://api.botframework.com", "our bot", 5))
        self.assertGreater(told["nbf"], 1_700_000_000)

    def test_claims_of_nobody_are_not_signed_and_other_addresses_not_there(self):
        for claims in ({}, {"aud": "our bot"}, {**self.CLAIMS, "aud": 1}):
            self.assertRaises(ValueError, self.gate.bot_framework.sign, claims)
        self.assertEqual(self.ask("login.botframework.com/v1/.well-known/other").status, 404)


class Faults(Outside):
    def test_a_fault_comes_to_its_service_and_method_only(self):
        self.gate.faults["telegram"].add(Fault("http", method="getFile", status=502))
        asked = f"api.telegram.org/bot{BOT}/getFile?file_id=a"
        self.assertEqual(self.ask("pbs.twimg.com/media/a.jpg").status, 200)
        self.assertEqual([self.ask(asked).status for _ in range(2)], [502, 200])

    def test_a_limit_says_when_to_come_again_and_a_reset_forgets_it(self):
        self.gate.faults["meta"].add(Fault("ratelimited", retry_after=3, times=None))
        reply = self.ask("x.fbcdn.net/a.jpg")
        self.assertEqual((reply.status, reply.headers), (429, {"Retry-After": "3"}))
        self.gate.reset()
        self.assertEqual(self.ask("x.fbcdn.net/a.jpg").status, 200)

    def test_hosts_of_nobody_are_not_found(self):
        for host in ("evil.example", "fbcdn.net", "graph.facebook.com.evil.example", "169.254.169.254"):
            service, reply, _ = self.gate.ask(Asked("GET", host, "/"))
            self.assertEqual((service, reply.status), ("nobody", 404), host)
