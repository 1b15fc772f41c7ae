using FsCheck;
using FsCheck.Fluent;

namespace OpenMemory.Supersession.Tests;

/// <summary>Laws of chains on generated graphs: every copy answers alike, and what has no cycle is given none.</summary>
[TestFixture]
public sealed class ChainLawTests
{
    private const int Count = 12;

    /// <summary>Edges from lower to higher numbers, so that there is no cycle, and times that follow no order.</summary>
    private static Gen<((int From, int To)[] Edges, int[] Times)> Acyclic { get; } =
        from edges in Gen.Choose(0, Count - 2).SelectMany(static start => Gen.Choose(start + 1, Count - 1).Select(to => (From: start, To: to))).ArrayOf().Resize(20)
        from times in Gen.Choose(0, 3).ArrayOf(Count)
        select (edges.Distinct().ToArray(), times);

    private static Gen<((int From, int To)[] Edges, int[] Times)> Any { get; } =
        from edges in Gen.Choose(0, Count - 1).SelectMany(static start => Gen.Choose(0, Count - 1).Select(to => (From: start, To: to))).ArrayOf().Resize(20)
        from times in Gen.Choose(0, 3).ArrayOf(Count)
        select (edges.Distinct().ToArray(), times);

    [Test]
    public void Heads_are_the_same_in_whatever_order_supersessions_arrive() => Law.Holds(Acyclic, 300, static graph =>
    {
        (MemorySource one, GrainBlob[] grains) = Build(graph, graph.Edges);
        (MemorySource other, _) = Build(graph, [.. graph.Edges.Reverse()]);
        foreach (GrainBlob grain in grains)
        {
            Assert.That(SupersessionChains.FindHead(grain.Address, other), Is.EqualTo(SupersessionChains.FindHead(grain.Address, one)));
            Assert.That(Addresses(SupersessionChains.Read(grain.Address, other)!), Is.EqualTo(Addresses(SupersessionChains.Read(grain.Address, one)!)));
        }
    });

    [Test]
    public void What_has_no_cycle_has_no_fault_and_stands_in_order() => Law.Holds(Acyclic, 300, static graph =>
    {
        (MemorySource source, GrainBlob[] grains) = Build(graph, graph.Edges);
        foreach (GrainBlob grain in grains)
        {
            SupersessionChain chain = SupersessionChains.Read(grain.Address, source)!;
            Assert.That(chain.Faults, Is.Empty);
            Assert.That(chain.Head, Is.Not.Null);
            List<ContentAddress> order = Addresses(chain);
            foreach (ChainLink link in chain.Links)
            {
                foreach (ContentAddress successor in link.Successors) Assert.That(order.IndexOf(successor), Is.GreaterThan(order.IndexOf(link.Address)));
                foreach (ContentAddress old in link.Predecessors) Assert.That(chain.Find(old)!.Successors, Does.Contain(link.Address));
                Assert.That(Addresses(SupersessionChains.Read(link.Address, source)!), Is.EqualTo(order), "every grain of a chain has the same chain");
            }
        }
    });

    [Test]
    public void A_head_is_reached_and_is_the_greatest_of_those_reached() => Law.Holds(Any, 300, static graph =>
    {
        (MemorySource source, GrainBlob[] grains) = Build(graph, graph.Edges);
        for (int i = 0; i < Count; i++)
        {
            HashSet<int> reached = [i];
            for (int round = 0; round < Count; round++) reached.UnionWith(graph.Edges.Where(edge => reached.Contains(edge.From)).Select(static edge => edge.To));
            ContentAddress? expected = reached.Where(at => graph.Edges.All(edge => edge.From != at))
                .Select(at => (graph.Times[at], (ContentAddress?)grains[at].Address)).DefaultIfEmpty().MaxBy(static head => (head.Item1, head.Item2 ?? default)).Item2;
            Assert.That(SupersessionChains.FindHead(grains[i].Address, source), Is.EqualTo(expected));
        }
    });

    [Test]
    public void Whatever_an_index_says_a_chain_ends_and_tells_every_grain_once() => Law.Holds(Any, 300, static graph =>
    {
        (MemorySource source, GrainBlob[] grains) = Build(graph, graph.Edges);
        foreach (GrainBlob grain in grains)
        {
            SupersessionChain chain = SupersessionChains.Read(grain.Address, source)!;
            Assert.That(Addresses(chain), Is.Unique.And.Contains(grain.Address));
            bool isCyclic = graph.Edges.Any(edge => Reaches(graph.Edges, edge.To, edge.From) && Addresses(chain).Contains(grains[edge.From].Address));
            Assert.That(chain.Faults.Any(static fault => fault.Kind == ChainFaultKind.Cycle), Is.EqualTo(isCyclic));
        }
    });

    private static bool Reaches((int From, int To)[] edges, int from, int to)
    {
        HashSet<int> reached = [from];
        for (int round = 0; round < Count; round++) reached.UnionWith(edges.Where(edge => reached.Contains(edge.From)).Select(static edge => edge.To));
        return reached.Contains(to);
    }

    private static List<ContentAddress> Addresses(SupersessionChain chain) => [.. chain.Links.Select(static link => link.Address)];

    /// <summary>Grains that name those with lower numbers that they replaced; what points backwards is unproven.</summary>
    private static (MemorySource Source, GrainBlob[] Grains) Build(((int From, int To)[] Edges, int[] Times) graph, (int From, int To)[] order)
    {
        MemorySource source = new();
        GrainBlob[] grains = new GrainBlob[Count];
        for (int i = 0; i < Count; i++)
        {
            GrainBlob[] parents = [.. graph.Edges.Where(edge => edge.To == i && edge.From < i).Select(edge => grains[edge.From]).OrderBy(static grain => grain.Address)];
            grains[i] = source.Add(Make.Fact($"{i}", null, parents) with { CreatedAt = graph.Times[i] });
        }
        foreach ((int from, int to) in order) source.Supersede(grains[from].Address, grains[to].Address);
        return (source, grains);
    }
}
