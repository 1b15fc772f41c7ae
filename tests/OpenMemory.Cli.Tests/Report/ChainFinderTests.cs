using OpenMemory.Cli.Report;

namespace OpenMemory.Cli.Tests.Report;

[TestFixture]
internal sealed class ChainFinderTests
{
    private static readonly Dictionary<ContentAddress, ContentAddress> s_noIndex = [];

    [Test]
    public void What_supersession_writes_makes_a_chain_and_other_sources_do_not()
    {
        Goal old = new() { Description = "d", GoalState = "active", CreatedAt = 1000 };
        ContentAddress first = new(new byte[32]), second = new([.. Enumerable.Repeat((byte)1, 32)]);
        Goal next = old with
        {
            DerivedFrom = [first.ToString(), "sha256:" + second],
            ProvenanceChain = [new ProvenanceEntry { SourceHash = first.ToString(), Method = "goal_state_transition" }],
        };
        Assert.That(GrainLinks.Of(old).DerivedFrom, Is.Empty);
        Assert.That(GrainLinks.Of(next).Replaces, Is.EqualTo((ContentAddress[])[first]), "R-34");
        Assert.That(GrainLinks.Of(next).DerivedFrom, Is.EqualTo((ContentAddress[])[second]));
        Fact learned = new() { DerivedFrom = [first.ToString(), "no address"] };
        Assert.That((GrainLinks.Of(learned).Replaces.Count, GrainLinks.Of(learned).DerivedFrom.Count), Is.EqualTo((0, 1)));
        Assert.That(GrainLinks.Of(learned with { InvalidationType = "erratum" }).Replaces, Is.EqualTo((ContentAddress[])[first]), "R-34");
    }

    [Test]
    public void Chains_are_sorted_by_length_and_their_grains_by_time()
    {
        ListedGrain[] grains = [Grain(0, 50), Grain(1, 10, replaces: [0]), Grain(2, 20), Grain(3, 30, derivedFrom: [2]), Grain(4, 40, derivedFrom: [2, 3])];
        ChainFinder found = new(grains, s_noIndex);
        Assert.That(found.Supersessions.Select(Indexes), Is.EqualTo((int[][])[[1, 0]]));
        Assert.That(found.Derivations.Select(Indexes), Is.EqualTo((int[][])[[2, 3, 4]]));
        Assert.That(found.Derivations[0].Links, Is.EqualTo((ChainLink[])[new(0, 1, false), new(0, 2, false), new(1, 2, false)]));
        Assert.That((found.Supersessions[0].IsReplaced(0), found.Supersessions[0].IsReplaced(1)), Is.EqualTo((false, true)));
    }

    [Test]
    public void The_index_of_the_file_adds_to_what_grains_say()
    {
        ListedGrain[] grains = [Grain(0, 1), Grain(1, 2, derivedFrom: [0]), Grain(2, 3)];
        ChainFinder found = new(grains, new Dictionary<ContentAddress, ContentAddress> { [Address(0)] = Address(1), [Address(2)] = Address(99) });
        Assert.That(found.Supersessions.Select(Indexes), Is.EqualTo((int[][])[[0, 1]]));
        Assert.That(found.Derivations, Is.Empty, "one link is drawn once");
    }

    [Test]
    public void A_circle_and_a_crowd_are_drawn_within_bounds()
    {
        ListedGrain[] grains = [.. Enumerable.Range(0, 200).Select(static i => Grain(i, (uint)i + 1, derivedFrom: [.. Enumerable.Range(0, Math.Min(i, 16))]))];
        Dictionary<ContentAddress, ContentAddress> circle = new() { [Address(3)] = Address(190), [Address(190)] = Address(180), [Address(180)] = Address(3) };
        ChainFinder found = new(grains, circle);
        Chain crowd = found.Derivations.Single();
        Assert.That((crowd.Grains.Count, crowd.NotDrawn), Is.EqualTo((ReportOptions.MaxChainGrains, 200 - ReportOptions.MaxChainGrains)));
        Assert.That(found.Supersessions.Single().Grains, Has.Count.EqualTo(3));
        foreach (Chain chain in (Chain[])[crowd, found.Supersessions[0]])
        {
            string drawing = ChainDrawing.Write(chain).ToString();
            Assert.That(drawing, Does.Not.Contain("NaN").And.Not.Contain("\"-"));
            Assert.That(drawing.Split("<path").Length - 1, Is.EqualTo(chain.Links.Count));
            Assert.That(drawing.Split("<circle").Length - 1, Is.EqualTo(chain.Grains.Count));
        }
    }

    private static int[] Indexes(Chain chain) => [.. chain.Grains.Select(static grain => grain.Index)];

    private static ListedGrain Grain(int index, uint time, int[]? replaces = null, int[]? derivedFrom = null) => new(
        index, Address(index), "fact", time, "s", new GrainLinks([.. (replaces ?? []).Select(Address)], [.. (derivedFrom ?? []).Select(Address)]));

    private static ContentAddress Address(int number) => ContentAddress.Compute([(byte)number]);
}
