"""How often the chat asks: the clock is the test's, so nothing here depends on how fast this machine is."""

from browser import ChatCase


class Polling(ChatCase):
    def setUp(self):
        super().setUp()
        self.page.clock.install()
        self.visit()
        self.open()
        self.write("Hola")
        self.until_sent()

    def polls_in(self, minutes: int) -> int:
        """How often it asked while so much time went by, step by step, so that each request may be answered."""
        before = self.shop.polls
        for _ in range(minutes * 30):
            self.page.clock.run_for(2000)
            self.page.evaluate("() => fetch(location.href).then((page) => page.text())")
        return self.shop.polls - before

    def test_it_asks_often_while_somebody_talks_and_seldom_afterwards(self):
        talking = self.polls_in(1)
        self.polls_in(2)
        waiting = self.polls_in(1)
        self.assertGreater(talking, 2 * waiting)
        self.assertGreater(waiting, 0)

    def test_a_closed_chat_asks_seldom_and_then_no_more(self):
        self.page.keyboard.press("Escape")
        closed = self.polls_in(1)
        self.assertLessEqual(closed, 3)
        self.polls_in(10)
        self.assertEqual(self.polls_in(5), 0)
        self.open()
        self.assertGreater(self.polls_in(1), 0)

    def test_a_shop_that_does_not_answer_is_asked_less_and_less(self):
        well = self.polls_in(1)
        self.shop.expired.update(self.shop.sessions)
        self.shop.session_faults = [503] * 1000
        asked = len(self.shop.asked)
        self.polls_in(2)
        self.assertLess(len(self.shop.asked) - asked, well)
