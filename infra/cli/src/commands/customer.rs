//! `ventanilla customer …`

use std::io::Write;

use anyhow::Context;
use desk::Split;
use jiff::Timestamp;
use serde_json::json;

use crate::cli::{
    ConfirmArguments, CustomerArguments, CustomerCommand, MergeArguments, ShowCustomerArguments,
    SplitArguments, UnmergeArguments,
};
use crate::outcome::Outcome;
use crate::print;
use crate::stack::Stack;

/// Merges that are shown of one customer.
const MOST_MERGES: usize = 100;

pub(super) async fn run(
    arguments: &CustomerArguments,
    out: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let stack = Stack::find(&arguments.stack)?;
    match &arguments.command {
        CustomerCommand::Show(arguments) => show(&stack, arguments, out).await?,
        CustomerCommand::Merge(arguments) => merge(&stack, arguments, out).await?,
        CustomerCommand::Unmerge(arguments) => unmerge(&stack, arguments, out).await?,
        CustomerCommand::Split(arguments) => split(&stack, arguments, out).await?,
        CustomerCommand::Confirm(arguments) => confirm(&stack, arguments, out).await?,
    }
    Ok(Outcome::Good)
}

async fn show(
    stack: &Stack,
    arguments: &ShowCustomerArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let store = stack.store().await?;
    let asked = arguments.whose.customer(&store).await?;
    let customer = store
        .who_stands_for(&asked)
        .await?
        .with_context(|| format!("there is no customer {asked}"))?
        .customer;
    let mut merges = store.merges_into(&customer.id, MOST_MERGES).await?;
    merges.sort_by_key(|merge| merge.at);
    if arguments.json {
        let shown = json!({ "asked": asked, "customer": customer, "merges": merges });
        writeln!(out, "{shown}")?;
        return Ok(());
    }
    let zone = super::thread::zone(&store).await;
    let shown = print::customer::Shown {
        asked: &asked,
        customer: &customer,
        merges: &merges,
    };
    write!(out, "{}", print::customer::whole(&shown, &zone))?;
    Ok(())
}

async fn merge(
    stack: &Stack,
    arguments: &MergeArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let one = arguments.one.customer(desk.store()).await?;
    let other = arguments.other.customer(desk.store()).await?;
    let merge = desk.merge(&one, &other, Timestamp::now()).await?;
    writeln!(
        out,
        "{}: {} stands for {} now; undo it with `ventanilla customer unmerge {}`",
        merge.id, merge.survivor, merge.merged, merge.id
    )?;
    Ok(())
}

async fn unmerge(
    stack: &Stack,
    arguments: &UnmergeArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let merge = desk.unmerge(&arguments.id, Timestamp::now()).await?;
    writeln!(
        out,
        "{}: undone; {} and {} are two again, and stay so",
        merge.id, merge.survivor, merge.merged
    )?;
    Ok(())
}

async fn split(
    stack: &Stack,
    arguments: &SplitArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let split = desk.split(&arguments.id, Timestamp::now()).await;
    let Split {
        customer,
        from,
        threads,
    } = split.with_context(|| arguments.id.to_string())?;
    writeln!(
        out,
        "{}: another person, {customer}, and not {from}",
        arguments.id
    )?;
    let also: Vec<&str> = threads
        .iter()
        .filter(|thread| **thread != arguments.id)
        .map(domain::ThreadId::as_str)
        .collect();
    if !also.is_empty() {
        writeln!(out, "  theirs too: {}", also.join(", "))?;
    }
    Ok(())
}

async fn confirm(
    stack: &Stack,
    arguments: &ConfirmArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let desk = stack.desk().await?;
    let acted = desk.same_person(&arguments.id, Timestamp::now()).await;
    let acted = acted.with_context(|| arguments.id.to_string())?;
    writeln!(
        out,
        "{}: the same person, {}; shown with their history again",
        arguments.id, acted.thread.customer
    )?;
    Ok(())
}
