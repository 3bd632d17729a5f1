//! `ventanilla customer …`

use clap::{Args, Subcommand};
use domain::{MergeId, ThreadId};

use super::StackArguments;
use super::thread::reference;
use crate::whose::Whose;

const CUSTOMER: &str = "\
Examples:
  ventanilla customer show AL-4831207
  ventanilla customer merge AL-4831207 AL-2093847
  ventanilla customer unmerge M-3829104
  ventanilla customer split AL-4831207

A customer is named by a thread's reference, by their id, by a verified phone (+34600100200) or e-mail address, or as
the channel knows them: CHANNEL/ACCOUNT/ID.";

const SHOW: &str = "\
Examples:
  ventanilla customer show AL-4831207
  ventanilla customer show +34600100200
  ventanilla customer show whatsapp/109000000000001/34600100200 --json

Who stands for the customer, their open threads, and every merge that they came out of, with the id that undoes it.";

const MERGE: &str = "\
Example:
  ventanilla customer merge AL-4831207 marta@clienta.example

From now on the two are one: their open threads stand together, and their next message finds them. It prints the id by
which `customer unmerge` undoes it.";

const UNMERGE: &str = "\
Example:
  ventanilla customer unmerge M-3829104

Contacts, identities and open threads are whose they were, and nothing joins the two by itself any more;
`customer merge` still does.";

const SPLIT: &str = "\
Example:
  ventanilla customer split AL-4831207

For a number that changed hands, or a phone that two share: who writes in the thread becomes a customer of their own,
with the thread, its contact and the phone. Nothing joins the two by itself any more.";

const CONFIRM: &str = "\
Example:
  ventanilla customer confirm AL-4831207

For a thread that `thread show` tells to be shown without history because of another name or another order.";

/// Customers of a stack.
#[derive(Args, Debug)]
pub(crate) struct CustomerArguments {
    #[command(flatten)]
    pub(crate) stack: StackArguments,
    #[command(subcommand)]
    pub(crate) command: CustomerCommand,
}

/// What can be done with customers.
#[derive(Debug, Subcommand)]
#[command(after_help = CUSTOMER)]
pub(crate) enum CustomerCommand {
    /// Tell who a customer is
    #[command(after_help = SHOW)]
    Show(ShowArguments),
    /// Say that two customers are one person
    #[command(after_help = MERGE)]
    Merge(MergeArguments),
    /// Undo a merge
    #[command(after_help = UNMERGE)]
    Unmerge(UnmergeArguments),
    /// Say that another person writes in a thread
    #[command(after_help = SPLIT)]
    Split(SplitArguments),
    /// Say that the customer does write in a thread
    #[command(after_help = CONFIRM)]
    Confirm(ConfirmArguments),
}

/// Who is shown.
#[derive(Args, Debug)]
pub(crate) struct ShowArguments {
    /// A thread, phone, address, contact or customer id
    #[arg(value_name = "CUSTOMER")]
    pub(crate) whose: Whose,
    /// Print one JSON object: the customer and the merges
    #[arg(long)]
    pub(crate) json: bool,
}

/// Who are merged.
#[derive(Args, Debug)]
pub(crate) struct MergeArguments {
    /// A thread, phone, address, contact or customer id
    #[arg(value_name = "CUSTOMER")]
    pub(crate) one: Whose,
    /// Another
    #[arg(value_name = "OTHER")]
    pub(crate) other: Whose,
}

/// Which merge is undone.
#[derive(Args, Debug)]
pub(crate) struct UnmergeArguments {
    /// The merge's id, such as M-3829104
    #[arg(value_parser = merge)]
    pub(crate) id: MergeId,
}

/// In which thread another person writes.
#[derive(Args, Debug)]
pub(crate) struct SplitArguments {
    /// The thread's reference, such as AL-4831207
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
}

/// In which thread the customer writes.
#[derive(Args, Debug)]
pub(crate) struct ConfirmArguments {
    /// The thread's reference, such as AL-4831207
    #[arg(value_parser = reference)]
    pub(crate) id: ThreadId,
}

fn merge(text: &str) -> Result<MergeId, String> {
    let text = text.trim().to_uppercase();
    if !text.starts_with("M-") {
        return Err("a merge looks like M-3829104; `ventanilla customer show` tells it".to_owned());
    }
    Ok(MergeId::new(text))
}
