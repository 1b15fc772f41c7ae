using OpenMemory.Signing;

namespace OpenMemory.Disclosure.Tests;

/// <summary>What README and docs/disclosure.md show is what runs.</summary>
[TestFixture]
[NonParallelizable]
public sealed class DisclosureExampleTests
{
    private static readonly Fact s_fact = new()
    {
        Subject = "customer-456", Relation = "has_invoice", Object = "INV-2041", Confidence = 1, CreatedAt = 1768471200000, UserId = "customer-456", Context = new() { ["phone"] = "555-0100" },
    };

    [Test]
    public void The_example_hides_proves_and_warns()
    {
        (DisclosureReport alone, DisclosureReport told, DisclosureReport whole, IReadOnlyList<ElisionRisk> risks) = DisclosureExamples.Elide(s_fact.ToBlob());
        Assert.Multiple(() =>
        {
            Assert.That(alone.Find("user_id")!.Value.Status, Is.EqualTo(FieldDisclosure.Hidden));
            Assert.That(told.Find("user_id")!.Value.Status, Is.EqualTo(FieldDisclosure.Proven));
            Assert.That((whole.IsConsistent, whole.IsOriginalKnown), Is.EqualTo((true, true)));
            Assert.That(risks.Select(static risk => risk.Risk), Is.All.EqualTo(GuessRisk.High), "a number behind a known prefix is found by counting");
        });
    }

    [Test]
    public async Task The_example_of_the_README_proves_and_trusts()
    {
        using SigningKey key = SigningKey.Create();
        (DisclosureReport report, TrustDecision decision) = await DisclosureExamples.Readme(s_fact.ToBlob(), s_fact, key, key.KeyId);
        Assert.That((report.IsConsistent, decision.IsTrusted), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task The_example_of_a_file_withholds_and_hides()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = folder;
            using (MgFileWriter writer = MgFileWriter.Create("memory.mg"))
            {
                writer.Add(s_fact.ToBlob());
                writer.Add(new Event { Content = "I am Dana Whitfield", CreatedAt = 1768471200000 }.ToBlob());
                writer.Complete();
            }
            DisclosureExportReport report = await DisclosureExamples.Export("memory.mg");
            Assert.That((report.ShownWhole, report.Disclosed, report.Withheld), Is.EqualTo((0L, 1L, 1L)));
            byte[] bytes = File.ReadAllBytes("for-product-team.mg");
            Assert.That(bytes.AsSpan().IndexOf("customer-456"u8), Is.Negative);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void A_policy_of_ones_own_hides_what_its_rules_add_up_to()
    {
        DisclosurePolicy policy = DisclosureExamples.Own();
        DisclosureOutcome outcome = policy.Apply((s_fact with { StructuralTags = ["pii:contact"] }).ToBlob());
        Assert.Multiple(() =>
        {
            Assert.That(outcome.Decision.Action, Is.EqualTo(DisclosureAction.Disclose));
            Assert.That(outcome.Decision.Fields, Is.EquivalentTo(["user_id", "context", "object", "subject"]), "the subject repeats the hidden user");
            Assert.That(policy.Apply((s_fact with { Relation = "likes" }).ToBlob()).Decision.Action, Is.EqualTo(DisclosureAction.Withhold), "no rule is for it");
        });
    }
}
