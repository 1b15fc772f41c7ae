namespace OpenMemory.Store.Sqlite.Tests;

/// <summary>Circles of supersessions are found, and chains, forks and joins are none.</summary>
[TestFixture]
public sealed class SuccessorGraphTests
{
    [Test]
    public void Chains_forks_and_joins_have_no_circle([Range(0, 9)] int seed)
    {
        Random random = new(seed);
        int[] order = [.. Enumerable.Range(0, 3000)];
        random.Shuffle(order);
        SuccessorGraph graph = new();
        for (int i = 0; i < 2999; i++) graph.Add(order[i], order[i + 1]);
        for (int i = 0; i < 2000; i++)
        {
            int from = random.Next(2999);
            graph.Add(order[from], order[random.Next(from + 1, 3000)]);
        }
        Assert.That(graph.FindCycle(CancellationToken.None), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(50)]
    public void A_circle_is_found_wherever_it_is(int length)
    {
        SuccessorGraph graph = new();
        for (long i = 1; i < 1000; i++) graph.Add(i, i + 1); // a chain that leads into it, and one of its own
        for (long i = 0; i < length; i++) graph.Add(5000 + i, 5000 + ((i + 1) % length));
        graph.Add(500, 5000);
        Assert.That(graph.FindCycle(CancellationToken.None), Is.Not.Empty.And.All.InRange(5000, 5000 + length));
    }

    [Test]
    public void A_long_chain_takes_no_time()
    {
        SuccessorGraph graph = new();
        for (long i = 300_000; i > 0; i--) graph.Add(i, i - 1);
        Assert.That(graph.FindCycle(CancellationToken.None), Is.Empty);
    }
}
