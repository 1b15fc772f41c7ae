using System.Diagnostics;

namespace OpenMemory.Store.Tests;

/// <summary>Mentions: the identity as a whole word in any text of a grain (OMS-28.4.4-2).</summary>
[TestFixture]
public sealed class SubjectMentionTests
{
    [TestCase("pat called", true)]
    [TestCase("I met pat", true)]
    [TestCase("(pat)", true)]
    [TestCase("patricia, then pat.", true)]
    [TestCase("pat", true)]
    [TestCase("spat", false)]
    [TestCase("patpat pats", false)]
    [TestCase("pat\u0301 and \u00e9pat", false)]
    [TestCase("xpat pat", true)]
    [TestCase("Pat", false)]
    [TestCase("pa t", false)]
    public void A_mention_has_a_boundary_on_both_sides(string text, bool matches)
    {
        GrainBlob blob = new Event { Content = text, CreatedAt = SubjectSamples.Time }.ToBlob();
        Assert.That(new SubjectSelector("pat", includeMentions: true).Matches(blob.View()), Is.EqualTo(matches));
        Assert.That(new SubjectSelector("pat").Matches(blob.View()), Is.False, "only where it was asked for");
    }

    [Test]
    public void Every_text_of_the_payload_is_searched_and_the_fields_are_named()
    {
        Event grain = new()
        {
            Subject = "pat", Content = "by pat", ContentBlocks = [new() { ["type"] = "text", ["text"] = "dear pat," }],
            Context = new() { ["pat@example.org"] = 1 }, Extra = new() { ["mine"] = "of pat" }, Role = "user", CreatedAt = SubjectSamples.Time,
        };
        SubjectSelector selector = new("pat", includeMentions: true);
        Assert.That(selector.MatchedFields(grain.ToBlob().View()), Is.EquivalentTo(new[] { "subject", "content", "content_blocks", "context", "mine" }));
        Assert.That(new SubjectSelector("content", includeMentions: true).Matches(grain.ToBlob().View()), Is.False, "names of fields are no texts");
    }

    [Test]
    public void An_identity_of_more_than_letters_is_found_where_it_begins()
    {
        Assert.That(Mentions("@pat", "mail @pat now"), Is.True);
        Assert.That(Mentions("@pat", "a@pat @pat"), Is.True);
        Assert.That(Mentions("@pat", "a@pat"), Is.False);
        Assert.That(Mentions("a b", "a a b"), Is.True);
        Assert.That(Mentions("aa", "aaa aa"), Is.True);
    }

    [TestCase("aaaaaaaaaaaaaaaa", 'a')]
    [TestCase("a a a a a a b", ' ')]
    public void Repeats_do_not_cost_more_than_their_length(string identity, char filler)
    {
        string text = filler == ' ' ? string.Concat(Enumerable.Repeat("a ", 1 << 19)) : new string(filler, 1 << 20);
        GrainBlob blob = new Event { Content = text, CreatedAt = SubjectSamples.Time }.ToBlob();
        SubjectSelector selector = new(identity, includeMentions: true);
        Assert.That(selector.Matches(blob.View()), Is.False);
        long start = Stopwatch.GetTimestamp();
        Assert.That(selector.Matches(blob.View()), Is.False);
        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(2)), "a quadratic search takes minutes");
    }

    private static bool Mentions(string identity, string text) =>
        new SubjectSelector(identity, includeMentions: true).Matches(new Event { Content = text, CreatedAt = SubjectSamples.Time }.ToBlob().View());
}
