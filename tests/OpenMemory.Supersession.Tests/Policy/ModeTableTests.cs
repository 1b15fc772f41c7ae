namespace OpenMemory.Supersession.Tests;

/// <summary>The table of §23.2, one row per test: eight modes, three acts, and who asks (OMS-23.2-1, OMS-23.2-3, R-35, OMS-23.8-1).</summary>
[TestFixture]
public sealed class ModeTableTests
{
    private const InvalidationAct Supersession = InvalidationAct.Supersession, Contradiction = InvalidationAct.Contradiction, Erasure = InvalidationAct.Erasure;

    private static IEnumerable<TestCaseData> Rows()
    {
        foreach (string mode in (string[])["open", "consent_cascade"])
        {
            foreach (InvalidationAct act in Enum.GetValues<InvalidationAct>()) yield return Row(Make.Policy(mode), act, Make.Anonymous, null);
        }
        InvalidationRequest justified = Make.Anonymous with { IsJustified = true };
        foreach (InvalidationAct act in (InvalidationAct[])[Supersession, Contradiction])
        {
            yield return Row(Make.Policy("soft_locked"), act, Make.Anonymous, "OMS-23.2-1");
            yield return Row(Make.Policy("soft_locked"), act, justified, null, review: true);

            yield return Row(Make.Policy("locked"), act, Make.By(Make.Alice) with { IsJustified = true }, "R-35");
            yield return Row(Make.Policy("locked"), act, Make.By(Make.Carol), "R-35");
            yield return Row(Make.Policy("locked", null, Make.Alice), act, Make.Anonymous, "R-35");
            yield return Row(Make.Policy("locked", null, Make.Alice), act, Make.By(Make.Bob), "R-35");
            yield return Row(Make.Policy("locked", null, Make.Alice), act, Make.Approved(Make.Alice), "R-35");
            yield return Row(Make.Policy("locked", null, Make.Alice), act, Make.By(Make.Alice), act == Supersession ? null : "R-35");
            yield return Row(Make.Policy("locked", null, Make.Alice), act, Make.By(Make.Carol), act == Supersession ? "OMS-23.8-1" : "R-35");
            yield return Row(Make.Policy("locked", null, Make.Carol), act, Make.By(Make.Carol), act == Supersession ? null : "R-35");

            InvalidationPolicy two = Make.Quorum(2, Make.Alice, Make.Bob, Make.Carol);
            yield return Row(two, act, Make.Anonymous, "R-35");
            yield return Row(two, act, Make.By(Make.Alice), "R-35");
            yield return Row(two, act, Make.Approved(Make.Alice), "R-35");
            yield return Row(two, act, Make.Approved(Make.Alice, Make.Alice), "R-35");
            yield return Row(two, act, Make.Approved(Make.Alice, Make.Mallory), "R-35");
            yield return Row(two, act, Make.Approved(Make.Alice, null!), "R-35");
            yield return Row(two, act, Make.Approved(Make.Alice, Make.Bob), null);
            yield return Row(two, act, Make.Approved(Make.Mallory, Make.Bob, Make.Alice, Make.Alice), null);
            yield return Row(two, act, Make.Approved(Make.Carol, Make.Bob), null);
            yield return Row(Make.Quorum(2, Make.Alice, Make.Bob), act, Make.Approved(Make.Carol, Make.Bob), "OMS-23.8-1");
            yield return Row(Make.Quorum(2, Make.Alice, Make.Alice), act, Make.Approved(Make.Alice, Make.Alice), "R-35");
            yield return Row(Make.Quorum(3, Make.Alice, Make.Bob), act, Make.Approved(Make.Alice, Make.Bob), "R-35");
            yield return Row(Make.Quorum(null, Make.Alice), act, Make.Approved(Make.Alice), "OMS-23.2-1");
            yield return Row(Make.Quorum(0, Make.Alice), act, Make.Approved(Make.Alice), "OMS-23.2-1");
            yield return Row(Make.Quorum(1), act, Make.Approved(Make.Alice), "R-35");

            yield return Row(Make.Policy("delegated", null, Make.Alice), act, Make.By(Make.Alice), null);
            yield return Row(Make.Policy("delegated", null, Make.Alice), act, Make.By(Make.Bob), "OMS-23.2-1");
            yield return Row(Make.Policy("delegated", null, Make.Alice), act, Make.By(Make.Carol), "OMS-23.8-1");
            yield return Row(Make.Policy("delegated", null, Make.Alice), act, Make.Approved(Make.Alice), "OMS-23.2-1");
            yield return Row(Make.Policy("delegated", null, Make.Alice), act, Make.Anonymous, "OMS-23.2-1");
            yield return Row(Make.Policy("delegated"), act, Make.By(Make.Alice), "OMS-23.2-1");

            yield return Row(Timed(Make.Now / 1000), act, Make.Anonymous, null);
            yield return Row(Timed((Make.Now / 1000) + 1), act, Make.Anonymous, "R-35");
            yield return Row(Timed(0, "soft_locked"), act, justified, null, review: true);
            yield return Row(Timed(0, "hold"), act, Make.By(Make.Alice), "OMS-23.2-1");

            yield return Row(Make.Policy("hold", null, Make.Alice), act, Make.By(Make.Alice) with { IsJustified = true, Approvers = [Make.Alice] }, "OMS-23.2-1");
            yield return Row(Make.Policy("frozen"), act, Make.By(Make.Alice), act == Supersession ? "OMS-23.3-1" : "R-35");
        }
        foreach (string mode in (string[])["soft_locked", "locked", "quorum", "delegated", "timed", "frozen"]) yield return Row(Make.Policy(mode), Erasure, Make.Anonymous, null);
        yield return Row(Make.Policy("hold"), Erasure, Make.Anonymous, "OMS-23.2-3");
        yield return Row(Timed(0, "hold"), Erasure, Make.Anonymous, "OMS-23.2-3");
    }

    /// <summary>The author is always Carol.</summary>
    [TestCaseSource(nameof(Rows))]
    public void OMS_23_2_1_The_table_decides(InvalidationPolicy policy, InvalidationAct act, InvalidationRequest request, string? rule, bool review)
    {
        GrainProtection protection = GrainProtection.Read((Make.Fact("a", policy) with { AuthorDid = Make.Carol }).ToBlob().View());
        InvalidationDecision decision = InvalidationRules.Decide(protection, act, request);
        Assert.That((decision.IsAllowed, decision.NeedsReview, decision.Fault.IsFault ? decision.Fault.Rule : null), Is.EqualTo((rule is null, review, rule)));
        if (rule is not null) Assert.That((decision.Fault.Code, decision.Fault.Message.Length > 10), Is.EqualTo((OmsErrorCode.InvalidationDenied, true)));
    }

    [Test]
    public void R_36_A_lifted_hold_lets_all_acts_pass()
    {
        GrainProtection hold = new() { Mode = InvalidationMode.Hold };
        foreach (InvalidationAct act in Enum.GetValues<InvalidationAct>())
            Assert.That(InvalidationRules.Decide(hold, act, Make.Anonymous, isHoldLifted: true).IsAllowed, Is.True, act.ToString());
    }

    [Test]
    public void What_is_not_known_is_refused()
    {
        Assert.That(default(InvalidationDecision).IsAllowed, Is.False);
        Assert.That(InvalidationRules.Decide(new() { Mode = (InvalidationMode)99 }, Supersession, Make.By(Make.Alice)).IsAllowed, Is.False);
        Assert.That(InvalidationRules.Decide(new() { Mode = InvalidationMode.Locked, Authorized = [Make.Alice] }, (InvalidationAct)99, Make.By(Make.Alice)).IsAllowed, Is.False);
        Assert.That(() => InvalidationRules.Decide(null!, Supersession, Make.Anonymous), Throws.ArgumentNullException);
    }

    private static InvalidationPolicy Timed(long until, string? fallback = null) => new() { Mode = "timed", LockedUntil = until, FallbackMode = fallback };

    private static TestCaseData Row(InvalidationPolicy policy, InvalidationAct act, InvalidationRequest request, string? rule, bool review = false) =>
        new TestCaseData(policy, act, request, rule, review).SetArgDisplayNames(
            $"{policy.Mode}{(policy.Authorized is { } list ? $"[{string.Join(',', list)}]" : "")}{policy.Threshold}{policy.FallbackMode}",
            act.ToString(), $"{request.Requester}+{string.Join(',', request.Approvers ?? [])}{(request.IsJustified ? " justified" : "")}", rule ?? "allowed", review ? "review" : "");
}
