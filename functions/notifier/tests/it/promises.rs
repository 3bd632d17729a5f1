//! Further notices to tell: digests, alarms that are taken back, complaints, and what reaches somebody else.

use domain::config::{KeptBy, Route};
use domain::notice::{
    ComplaintFacts, DigestLine, DisputeBody, Notice, NoticeKind, PromiseFacts, Recipient,
};

use crate::notices::{at, breached, notice, now, reminder};

/// Somebody by a way.
pub(crate) fn way(agent: &str, name: &str, language: &str, route: Route) -> Recipient {
    Recipient {
        agent: agent.into(),
        name: name.to_owned(),
        language: language.into(),
        route,
    }
}

/// Ana by Slack, then her lead by mail, in English.
pub(crate) fn with_other_ways(notice: Notice) -> Notice {
    let slack = Route::Slack("C0CARE".to_owned());
    let lead = Route::Email("neus@luna.example".to_owned());
    Notice {
        otherwise: vec![
            way("ana", "Ana Ruiz", "es", slack),
            way("neus", "Neus Vidal", "en", lead),
        ],
        ..notice
    }
}

/// A promise of this kind.
pub(crate) fn kept_by(notice: Notice, kept_by: KeptBy) -> Notice {
    let promise = notice
        .promise
        .map(|promise| PromiseFacts { kept_by, ..promise });
    Notice { promise, ..notice }
}

fn line(thread: &str, notice: Notice, agent: Option<&str>) -> DigestLine {
    let promise = notice.promise.unwrap();
    DigestLine {
        thread: thread.into(),
        kind: notice.kind,
        topic: notice.topic,
        channel: notice.channel,
        customer_name: notice.customer_name,
        promise: PromiseFacts {
            agent_name: agent.map(str::to_owned),
            ..promise
        },
    }
}

/// Two broken promises, one at risk, and four more threads.
pub(crate) fn digest() -> Notice {
    let mut nobody_knows = line("AL-483122", reminder(), None);
    nobody_knows.customer_name = None;
    nobody_knows.promise.within = "15".to_owned();
    nobody_knows.promise.kept_by = KeptBy::Resolution;
    Notice {
        together: vec![
            line("AL-483120", breached(), Some("Ana Ruiz")),
            line(
                "AL-483121",
                kept_by(breached(), KeptBy::Resolution),
                Some("Bruno Sanz"),
            ),
            nobody_knows,
        ],
        more_together: 4,
        ..notice(NoticeKind::Digest)
    }
}

/// Answered at 8:29 of what was due at 8:37.
pub(crate) fn withdrawn() -> Notice {
    let mut notice = Notice {
        kind: NoticeKind::Withdrawn,
        ..breached()
    };
    let promise = notice.promise.as_mut().unwrap();
    promise.answered_at = Some(at("2026-11-23T07:29:00Z"));
    notice
}

/// The promise ends next week after all.
pub(crate) fn postponed() -> Notice {
    Notice {
        kind: NoticeKind::Withdrawn,
        ..breached()
    }
}

fn facts() -> ComplaintFacts {
    ComplaintFacts {
        received_at: at("2026-11-23T08:40:00Z"),
        answer_by: Some(at("2026-12-14T23:00:00Z")),
        receipt_is_ours_to_send: false,
        dispute_body: Some(DisputeBody {
            name: "la Junta Arbitral de Consumo".to_owned(),
            url: "https://arbitraje.example/".to_owned(),
            adheres: true,
        }),
    }
}

/// A complaint whose legal term is near, that was put before others, and whose receipt the agent sends.
pub(crate) fn complaint() -> Notice {
    let complaint = ComplaintFacts {
        receipt_is_ours_to_send: true,
        ..facts()
    };
    Notice {
        complaint: Some(complaint),
        raised: true,
        ..kept_by(reminder(), KeptBy::Legal)
    }
}

/// To Marta: her complaint was received.
pub(crate) fn receipt(language: &str) -> Notice {
    let address = Route::Email("marta@correo.example".to_owned());
    Notice {
        to: way("c1", "Marta García", language, address),
        at: now(),
        complaint: Some(facts()),
        excerpt: "Quiero poner una reclamación: <b>nadie</b> contesta.\nPedí la 40.".to_owned(),
        ..notice(NoticeKind::Receipt)
    }
}
