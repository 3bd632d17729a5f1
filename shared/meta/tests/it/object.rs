//! A request that came to the URL of another channel.

use meta::Object;
use serde_json::json;

#[test]
fn a_request_of_another_object_is_told_whose_url_it_belongs_to() {
    let cases = [
        ("page", "/messenger or /facebook"),
        ("instagram", "/instagram"),
        ("whatsapp_business_account", "/whatsapp"),
    ];
    for own in [Object::Page, Object::Instagram, Object::Whatsapp] {
        for (name, url) in cases {
            let answer = own.is_of(&json!({"object": name}));
            match answer {
                Ok(()) => assert_eq!(own.name(), name),
                Err(reason) => assert!(reason.ends_with(url) && own.name() != name, "{reason}"),
            }
        }
    }
}

#[test]
fn what_is_no_object_of_ours_is_not_quoted() {
    for request in [
        json!({"object": "Lucía"}),
        json!({"object": 7}),
        json!([]),
        json!("x"),
    ] {
        let reason = Object::Page.is_of(&request);
        assert_eq!(reason, Err("`object` is not `page`".to_owned()));
    }
}
