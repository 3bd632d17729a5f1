//! A played Slack.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use delivery::Slack;
use serde_json::{Value, json};
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

/// What a played Slack does with the next calls of `chat.postMessage`; then it takes them.
pub(crate) enum Mood {
    /// Over the rate: come back in so many seconds.
    Busy(u64),
    /// Takes the message and answers too late.
    Slow,
    /// Says this word.
    Refuses(&'static str),
}

/// A played Slack that remembers what was posted.
#[derive(Clone, Default)]
pub(crate) struct Workspace {
    pub(crate) posts: Arc<Mutex<Vec<Value>>>,
    pub(crate) moods: Arc<Mutex<VecDeque<Mood>>>,
    pub(crate) history_is_down: Arc<Mutex<bool>>,
}

impl Workspace {
    pub(crate) fn posts(&self) -> Vec<Value> {
        self.posts.lock().unwrap().clone()
    }

    pub(crate) fn will(&self, mood: Mood) {
        self.moods.lock().unwrap().push_back(mood);
    }

    /// Its Web API. The server lives as long as what is returned.
    pub(crate) async fn open(&self) -> (MockServer, Slack) {
        let server = MockServer::start().await;
        let play = |method: &str, does: fn(&Workspace, &Request) -> ResponseTemplate| {
            Mock::given(path(method))
                .respond_with(Play {
                    workspace: self.clone(),
                    does,
                })
                .mount(&server)
        };
        play("/chat.postMessage", Workspace::post).await;
        play("/conversations.history", Workspace::history).await;
        let slack = Slack::new(
            reqwest::Client::new(),
            server.uri(),
            "xoxb-test".to_owned().into(),
        );
        (server, slack.with_timeout(Duration::from_millis(500)))
    }

    fn post(&self, request: &Request) -> ResponseTemplate {
        let mood = self.moods.lock().unwrap().pop_front();
        match mood {
            Some(Mood::Busy(seconds)) => {
                ResponseTemplate::new(429).insert_header("Retry-After", seconds.to_string())
            }
            Some(Mood::Refuses(word)) => {
                ResponseTemplate::new(200).set_body_json(json!({ "ok": false, "error": word }))
            }
            Some(Mood::Slow) => self.take(request).set_delay(Duration::from_secs(5)),
            None => self.take(request),
        }
    }

    fn take(&self, request: &Request) -> ResponseTemplate {
        let mut posts = self.posts.lock().unwrap();
        let mut message: Value = request.body_json().unwrap();
        message["ts"] = json!(format!("1795423320.{:06}", posts.len() + 1));
        posts.push(message.clone());
        ResponseTemplate::new(200).set_body_json(
            json!({ "ok": true, "channel": message["channel"], "ts": message["ts"] }),
        )
    }

    fn history(&self, _: &Request) -> ResponseTemplate {
        if *self.history_is_down.lock().unwrap() {
            return ResponseTemplate::new(503);
        }
        ResponseTemplate::new(200).set_body_json(json!({ "ok": true, "messages": self.posts() }))
    }
}

struct Play {
    workspace: Workspace,
    does: fn(&Workspace, &Request) -> ResponseTemplate,
}

impl Respond for Play {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        (self.does)(&self.workspace, request)
    }
}
