using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Supersession.Tests;

/// <summary>Laws of policy: nothing throws, more protection never allows more, and who asks with less is never allowed more.</summary>
[TestFixture]
public sealed class PolicyLawTests
{
    private static readonly string[] s_dids = [Make.Alice, Make.Bob, Make.Carol, Make.Mallory];

    private static Gen<InvalidationPolicy> Policy { get; } =
        from mode in Gen.Elements("open", "soft_locked", "locked", "quorum", "delegated", "timed", "hold", "consent_cascade", "frozen", "")
        from authorized in Gen.SubListOf(s_dids)
        from threshold in Gen.Choose(0, 3)
        from until in Gen.Elements<long?>(null, 0, Make.Now / 1000, 9_999_999_999)
        from fallback in Gen.Elements(null, "open", "hold", "quorum", "timed", "what")
        from scope in Gen.Elements(null, "grain", "subtree", "lineage")
        select new InvalidationPolicy
        {
            Mode = mode, Authorized = authorized.ToArray(), Threshold = threshold == 3 ? null : threshold, LockedUntil = until, FallbackMode = fallback, Scope = scope,
        };

    private static Gen<InvalidationRequest> Request { get; } =
        from requester in Gen.Elements([null, .. s_dids])
        from approvers in Gen.SubListOf(s_dids)
        from justified in Gen.Elements(true, false)
        from now in Gen.Elements(long.MinValue, 0, Make.Now, long.MaxValue)
        select new InvalidationRequest { Requester = requester, Approvers = approvers.ToArray(), IsJustified = justified, Now = now };

    private static Gen<InvalidationPolicy?> Perhaps { get; } = Gen.Frequency<InvalidationPolicy?>((1, Gen.Constant<InvalidationPolicy?>(null)), (3, Policy.Select(static policy => (InvalidationPolicy?)policy)));

    /// <summary>Root, old grain and a successor, each with a policy or without, as Facts or as Goals.</summary>
    private static Gen<(InvalidationPolicy? Root, InvalidationPolicy? Old, InvalidationPolicy? Next, bool IsGoal, InvalidationRequest Request)> Scene { get; } =
        from root in Perhaps
        from old in Perhaps
        from next in Gen.Elements(true, false).SelectMany(inherits => inherits ? Gen.Constant<InvalidationPolicy?>(old) : Perhaps)
        from goal in Gen.Elements(true, false)
        from request in Request
        select (root, old, next, goal, request);

    [Test]
    public void OMS_23_6_1_Adding_protection_never_turns_a_refusal_into_an_allowance() => Law.Holds(Scene, 1500, static scene =>
    {
        bool bare = Decide(scene.Root, null, scene), @protected = Decide(scene.Root, scene.Old, scene), unrooted = Decide(null, scene.Old, scene);
        Assert.That(@protected && !bare, Is.False, "protecting the old grain");
        Assert.That(@protected && !unrooted, Is.False, "protecting an ancestor");
    });

    [Test]
    public void R_35_Less_proof_never_allows_more() => Law.Holds(Scene, 1500, static scene =>
    {
        bool all = Decide(scene.Root, scene.Old, scene);
        foreach (InvalidationRequest less in (InvalidationRequest[])[
            scene.Request with { Requester = null }, scene.Request with { Approvers = null }, scene.Request with { Approvers = [.. scene.Request.Approvers!.Take(1)] },
            scene.Request with { IsJustified = false }])
            Assert.That(Decide(scene.Root, scene.Old, scene with { Request = less }) && !all, Is.False);
    });

    [Test]
    public void A_refusal_names_its_rule_and_its_protector_and_an_allowance_has_no_fault() => Law.Holds(Scene, 800, static scene =>
    {
        InvalidationDecision decision = Full(scene.Root, scene.Old, scene);
        Assert.That(decision.Fault.IsFault, Is.EqualTo(!decision.IsAllowed));
        if (decision.IsAllowed) return;
        Assert.That(decision.Fault.Rule, Does.Match("^(OMS-23|OMS-8|R-)"));
        Assert.That(decision.Protector, Is.Not.Null);
        Assert.That(decision.NeedsReview, Is.False);
    });

    [Test]
    public void Decisions_throw_on_no_grain_that_was_accepted()
    {
        GrainBlob[] grains = [.. Vectors.Blobs.Select(static vector => GrainBlob.Parse(vector.Bytes, vector.Options))];
        MemorySource source = new();
        foreach (GrainBlob grain in grains) source.Add(grain);
        int decided = 0;
        foreach (GrainBlob old in grains)
        {
            _ = InvalidationRules.DecideContradiction(old.Address, source, Make.Anonymous);
            _ = InvalidationRules.DecideErasure(old.Address, source, Make.Now);
            foreach (GrainBlob next in grains.Where((_, i) => i % 7 == 0))
            {
                InvalidationDecision decision = InvalidationRules.DecideSupersession(old.Address, next, source, Make.Anonymous);
                Assert.That(decision.IsAllowed, Is.EqualTo(!decision.Fault.IsFault));
                decided++;
            }
        }
        Assert.That(decided, Is.GreaterThan(1000));
    }

    /// <summary>Every field that policy reads, with every kind of value, as a peer might write it or a custom type may hold it.</summary>
    [Test]
    public void Decisions_throw_on_no_strange_value()
    {
        object?[] values =
        [
            null, true, 0, -1, long.MaxValue, 1.5, 1e300, "", "open", new string('a', 64), new byte[] { 1, 2 }, Array.Empty<object?>(), new object?[] { null, 1, "x", new PeerMap() },
            new PeerMap(), new PeerMap(("mode", "timed"), ("locked_until", 1.5), ("fallback_mode", 1), ("scope", null), ("authorized", "x"), ("threshold", "1")),
            new PeerMap(("mode", "quorum"), ("threshold", 1e300), ("authorized", new object?[] { null })),
        ];
        MemorySource source = new();
        GrainBlob old = source.Add(Make.Goal("active", Make.Policy("locked", "lineage")) with { AllowedTransitions = ["satisfied"] });
        int decided = 0;
        foreach (string key in (string[])["ip", "df", "sj", "sa", "adid", "gs", "atr", "evreq", "se", "depg", "pcon", "isw", "sdid", "pc", "ca", "vf", "it"])
        {
            foreach (object? value in values)
            {
                foreach (byte type in (byte[])[1, 7, 10, 0xf1])
                {
                    byte[] bytes = PeerBlob.Of(type, 0, [("t", type switch { 1 => "fact", 7 => "goal", 10 => "consent", _ => "mine" }), (key, value)]);
                    foreach (GrainReadOptions options in (GrainReadOptions[])[new() { SkipSchema = true }, new() { Mode = ReadingMode.Compatible }])
                    {
                        if (!GrainView.TryParse(bytes, out _, out _, options)) continue;
                        GrainBlob grain = source.Add(GrainBlob.Parse(bytes, options));
                        source.Supersede(old.Address, grain.Address);
                        foreach ((ContentAddress of, GrainBlob by) in ((ContentAddress, GrainBlob)[])[(old.Address, grain), (grain.Address, old), (grain.Address, grain)])
                            _ = InvalidationRules.DecideSupersession(of, by, source, Make.By(Make.Alice));
                        _ = InvalidationRules.DecideContradiction(grain.Address, source, Make.Anonymous);
                        _ = InvalidationRules.DecideErasure(grain.Address, source, Make.Now);
                        _ = SupersessionChains.Read(grain.Address, source);
                        _ = new AsOf(0, 0).Matches(grain.View(), IndexEntry.Default);
                        _ = GoalRules.CheckPut(grain, source);
                        decided++;
                    }
                }
            }
        }
        Assert.That(decided, Is.GreaterThan(500));
    }

    private static bool Decide(
        InvalidationPolicy? rootPolicy, InvalidationPolicy? oldPolicy,
        (InvalidationPolicy? Root, InvalidationPolicy? Old, InvalidationPolicy? Next, bool IsGoal, InvalidationRequest Request) scene) => Full(rootPolicy, oldPolicy, scene).IsAllowed;

    private static InvalidationDecision Full(
        InvalidationPolicy? rootPolicy, InvalidationPolicy? oldPolicy,
        (InvalidationPolicy? Root, InvalidationPolicy? Old, InvalidationPolicy? Next, bool IsGoal, InvalidationRequest Request) scene)
    {
        MemorySource source = new();
        GrainBlob root = source.Add(Blob("active", rootPolicy, [], scene.IsGoal)), old = source.Add(Blob("active", oldPolicy, [root], scene.IsGoal));
        source.Supersede(root.Address, old.Address);
        return InvalidationRules.DecideSupersession(old.Address, Blob("suspended", scene.Next, [old], scene.IsGoal), source, scene.Request);
    }

    private static GrainBlob Blob(string state, InvalidationPolicy? policy, GrainBlob[] parents, bool isGoal) =>
        isGoal ? (Make.Goal(state, policy, parents) with { AllowedTransitions = ["suspended"] }).ToBlob() : Make.Fact(state, policy, parents).ToBlob();
}
