using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Store.Conformance;

/// <summary>One selector for disclosure and erasure, whatever the memory holds (OMS-28.4.4-3).</summary>
public abstract class SubjectLawTests : GrainStoreFixture
{
    private static readonly string[] s_names =
        ["pat", "pat#1", "pat:home", "patricia", "Pat", "p", "pat\u0301", "p\u00e4t", "pa\u0308t", "tap", "pat-2", "pat_2", "pat2", "#pat"];

    private static Gen<Fact> Facts =>
        from subject in Gen.Elements(s_names)
        from value in Gen.Elements(s_names)
        from place in Gen.Choose(0, 4)
        from name in Gen.Elements(s_names)
        from number in Gen.Choose(0, 30)
        from held in Gen.Choose(0, 9)
        let fact = NewFact(value, subject) with { CreatedAt = new(Written + number), InvalidationPolicy = held == 0 ? new() { Mode = "hold" } : null }
        select place switch
        {
            1 => fact with { UserId = name },
            2 => fact with { SessionId = name },
            3 => fact with { RunId = name },
            4 => fact with { SubjectDid = name },
            _ => fact,
        };

    [Test]
    [Requirement("OMS-28.4.4-3")]
    [Requirement("R-54")]
    public void Report_and_erasure_select_the_same_grains() =>
        Law.Holds(from facts in Facts.ArrayOf(20) from identity in Gen.Elements(s_names) select (facts, identity), 60, sample => Check(sample.facts, sample.identity).GetAwaiter().GetResult());

    private async Task Check(Fact[] facts, string identity)
    {
        IGrainStore store = NewStore();
        foreach (Fact fact in facts) await store.PutAsync(fact.ToBlob().Memory);
        Fact[] expected = [.. facts.Where(fact => IsAbout(fact, identity)).DistinctBy(static fact => fact.Address())];
        SubjectReport report = await store.ReportSubjectAsync(identity);
        Assert.That(report.Matches.Select(static match => match.Address), Is.EqualTo(expected.Select(static fact => fact.Address()).Order()));
        SubjectErasure erasure = await store.EraseSubjectAsync(identity);
        Assert.That(erasure.Fingerprint, Is.EqualTo(report.Fingerprint));
        Assert.That(erasure.Held, Is.EqualTo(report.Matches.Where(static match => match.IsHeld).Select(static match => match.Address)));
        Assert.That(erasure.Erased.Concat(erasure.Held).Order(), Is.EqualTo(report.Matches.Select(static match => match.Address)));
        Assert.That((await store.ReportSubjectAsync(identity)).Matches.Select(static match => match.Address), Is.EqualTo(erasure.Held));
        Fact[] stay = [.. facts.Where(fact => !erasure.Erased.Contains(fact.Address()))];
        foreach (Fact fact in stay) Assert.That(await store.ExistsAsync(fact.Address()), Is.True);
    }

    /// <summary>The rule of R-54, written down a second time.</summary>
    private static bool IsAbout(Fact fact, string identity) =>
        new[] { fact.Subject, fact.Object.AsText(), fact.UserId, fact.SessionId, fact.RunId, fact.SubjectDid }.Any(value => Names(value, identity));

    /// <summary>A mark makes another letter of the one before it.</summary>
    private static bool IsOfWord(char next) => char.IsLetterOrDigit(next) || char.GetUnicodeCategory(next) == System.Globalization.UnicodeCategory.NonSpacingMark;

    private static bool Names(string? value, string identity)
    {
        if (value is null) return false;
        (value, identity) = (value.Normalize(), identity.Normalize());
        return value.StartsWith(identity, StringComparison.Ordinal) && (value.Length == identity.Length || !IsOfWord(value[identity.Length]));
    }
}
