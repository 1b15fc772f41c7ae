using OpenMemory.Signing;

namespace OpenMemory.Disclosure.Tests;

/// <summary>The examples of README and docs/disclosure.md, compiled and run; the documents show the lines between the marks.</summary>
internal static class DisclosureExamples
{
    internal static (DisclosureReport Alone, DisclosureReport Told, DisclosureReport Whole, IReadOnlyList<ElisionRisk> Risks) Elide(GrainBlob original)
    {
        // <elide>
        GrainBlob disclosed = Elision.Elide(original, Field.UserId, Field.Subject);     // another grain, with an address of its own
        IReadOnlyList<ElisionRisk> risks = ElisionRisk.Estimate(original, ["user_id", "subject"]);

        // The receiver: what is shown and hidden, what a revealed value proves, and what the original itself does.
        DisclosureReport alone = DisclosureCheck.Examine(disclosed);
        DisclosureReport told = DisclosureCheck.Examine(disclosed, new Dictionary<string, OmsValue> { ["user_id"] = "customer-456" });
        DisclosureReport whole = DisclosureCheck.AgainstOriginal(disclosed, original);
        // </elide>
        return (alone, told, whole, risks);
    }

    internal static async Task<DisclosureExportReport> Export(string path)
    {
        // <export>
        using MgFileReader memory = MgFileReader.Open(path);
        DisclosureExportReport report = await DisclosureExport.RunAsync(
            memory, "for-product-team.mg", DisclosurePolicy.ProductTeam, new() { Terms = ["Dana Whitfield", "dana@example.com"] });
        Console.WriteLine($"{report.ShownWhole} whole, {report.Disclosed} in part, {report.Withheld} withheld");
        // </export>
        return report;
    }

    internal static async Task<(DisclosureReport Report, TrustDecision Decision)> Readme(GrainBlob original, Fact fact, SigningKey key, string partner)
    {
        // <readme>
        GrainBlob disclosed = Elision.Elide(original, Field.UserId, Field.Object);
        DisclosureReport report = DisclosureCheck.AgainstOriginal(disclosed, original); // each field shown, proven, hidden or contradicted

        GrainBlob signed = GrainSigning.Sign((fact with { IsSigned = true }).ToBlob(), key);
        TrustDecision decision = await new TrustExaminer(TrustPolicy.From(partner)).ExamineAsync(signed.Delivered);
        // </readme>
        return (report, decision);
    }

    internal static DisclosurePolicy Own() =>
        // <policy>
        new()
        {
            Name = "billing-partner",
            Rules =
            [
                new() { Name = "invoices", Relations = ["has_invoice", "paid"], Hide = ["user_id", "context"] },
                new() { Name = "contact data", Tags = ["pii:*"], Hide = ["object"] },
                new() { Name = "no talk", Types = [GrainType.Event, GrainType.Reasoning], Withhold = true },
            ],
        };
        // </policy>
}
