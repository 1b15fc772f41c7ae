using System.Globalization;
using OpenMemory.Cli.Commands;
using OpenMemory.Cli.Terminal;
using OpenMemory.Store;

namespace OpenMemory.Cli.Demo;

/// <summary>Tells on 80 columns what the store makes of the case.</summary>
internal sealed class MemoryReport(TextWriter writer)
{
    internal void Taken(CaseMemory memory, IReadOnlyList<DemoStep> steps, bool isKept)
    {
        writer.WriteLine(isKept ? "A store took it in, step by step, in this SQLite file:" : "A store took it in, step by step, in a SQLite file that is removed at the end");
        if (!isKept) writer.WriteLine("(--keep FOLDER keeps it):");
        writer.WriteLine($"  {PlainText.Clean(memory.Store.Path)}");
        writer.WriteLine("What was corrected stays, and is past:");
        Line("grains taken in", memory.Taken, steps.Count);
        Line("of these in the place of another one", memory.Superseded, steps.Count(static step => step.Supersedes is not null));
        writer.WriteLine();
    }

    internal void Refused(RefusalAct act)
    {
        writer.WriteLine("The protected goal asks for two proofs. While there was one, the agent tried to");
        foreach ((string what, WriteResult result) in act.Attempts)
            writer.WriteLine($"  {what,-36}{result.Fault.Code.ToText()}, {result.Fault.Rule}");
        writer.WriteLine(act.IsComplete ? "All of it was refused by these rules, and nothing changed." : "Policy FAILED.");
        writer.WriteLine();
    }

    internal void Known(KnowledgeAct act)
    {
        writer.WriteLine($"What was known of her when the complaint came in, at {UtcText.Minute(act.At)}, and");
        writer.WriteLine("what is known of that moment now:");
        writer.WriteLine($"  {"",-36}{"then",-14}now");
        foreach ((string relation, string? then, string? now) in act.Facts) writer.WriteLine($"  {relation,-36}{then ?? "-",-14}{now ?? "-"}");
        writer.WriteLine(act.IsComplete ? "Nothing was overwritten: both questions have their answer." : "The questions about time FAILED.");
        writer.WriteLine();
    }

    internal void Audited(AuditTrail act)
    {
        writer.WriteLine("Its audit chain: each act holds the hash of the one before, and somebody else");
        writer.WriteLine("keeps the last hash:");
        Line("acts that fit", act.Fitting, act.Entries);
        Line("found out when one is changed", act.FoundChanged, act.Entries);
        Line("found out when one is left out", act.FoundMissing, act.Entries);
        writer.WriteLine(act.IsComplete ? "What happened to the memory cannot be told otherwise." : "The audit chain FAILED.");
        writer.WriteLine();
    }

    internal void Transferred(TransferAct act)
    {
        writer.WriteLine("Imported into another memory, which asks policy before it believes a manifest:");
        Line("grains with the same bytes and state", act.Same, act.Grains);
        Line("grains with the same head", act.SameHeads, act.Grains);
        Line("entries of the manifest believed", act.Believed, act.Entries);
        Line("changed by importing it once more", act.ChangedAgain, act.Grains);
        writer.WriteLine(act.IsComplete ? "The other memory is the same." : "The import FAILED.");
        writer.WriteLine();
    }

    internal void Forgotten(ForgettingAct act)
    {
        writer.WriteLine("She asks to be forgotten. The store reports what is about her, and erases it:");
        Line("grains about her before", act.Reported, act.Grains);
        Line("erased", act.Erasure.Erased.Count, act.Reported);
        Line("grains about her after", act.ReportedAfter, act.Reported);
        Line("back by importing the first file", act.CameBack, act.Reported);
        Line("grains that are not about her, kept", act.Kept, act.Grains - act.Reported);
        writer.WriteLine("Texts that name her, in all that the store gives out:");
        Line("before", act.TermsBefore, act.Terms);
        Line("after", act.TermsAfter, act.Terms);
        writer.WriteLine("Words that only her grains had, in the bytes of the store's file and its log:");
        Line("in the file before", act.WordsBefore, act.Words);
        Line("in the file after", act.WordsAfter, act.Words);
        writer.WriteLine($"The audit chain knows her as {act.Erasure.Fingerprint}; the grain that");
        writer.WriteLine($"records the erasure is {GrainBrief.Short(act.Erasure.Record)}.");
        writer.WriteLine(act.IsComplete ? "The store has forgotten her, and its audit chain says so." : "Forgetting FAILED.");
        writer.WriteLine();
    }

    private void Line(string what, long found, long all) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-36}{found,3} of {all}"));
}
