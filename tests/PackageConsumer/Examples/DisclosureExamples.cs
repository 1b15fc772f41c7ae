using OpenMemory;
using OpenMemory.Disclosure;

namespace PackageConsumer.Examples;

/// <summary>The example of the readme of OpenMemory.Disclosure.</summary>
internal static class DisclosureExamples
{
    /// <summary>Runs the example in a folder, which is the current one, and checks what it made.</summary>
    internal static bool Run(string folder)
    {
        Fact refund = new() { Subject = "customer-456", Relation = "was_refunded", Object = "129.00 EUR", Confidence = 1, CreatedAt = 1768471200000, UserId = "customer-456" };
        DisclosureReport report = Show(refund.ToBlob());
        return Directory.Exists(folder) && report.Find("user_id")!.Value.Status == FieldDisclosure.Hidden && report.Find("subject")!.Value.Status == FieldDisclosure.Proven;
    }

    private static DisclosureReport Show(GrainBlob refund)
    {
        // <disclosure>
        foreach (ElisionRisk risk in ElisionRisk.Estimate(refund, ["subject", "user_id"])) Console.WriteLine(risk); // can a hash be guessed?
        GrainBlob shown = Elision.Elide(refund, Field.Subject, Field.UserId);                                      // what is handed out

        // Later somebody is told the subject, and checks it against the hash.
        DisclosureReport report = DisclosureCheck.Examine(shown, new Dictionary<string, OmsValue> { ["subject"] = "customer-456" });
        foreach (DisclosedField field in report.Fields) Console.WriteLine($"{field.Name}: {field.Status}");
        // </disclosure>
        return report;
    }
}
