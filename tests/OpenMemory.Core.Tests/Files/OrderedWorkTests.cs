namespace OpenMemory.Tests;

/// <summary>Work side by side looks like work in a row: order, failures and what is left behind are the same.</summary>
[TestFixture]
public sealed class OrderedWorkTests
{
    private sealed class Piece
    {
        internal int Number { get; set; }

        internal int Result { get; set; }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Pieces_are_consumed_in_their_order(int cores)
    {
        int next = 0, made = 0;
        List<int> results = [];
        OrderedWork.Run(
            cores,
            () => { made++; return new Piece(); },
            piece => (piece.Number = next++) < 200,
            static piece =>
            {
                if (piece.Number % 7 == 0) Thread.Sleep(1);
                piece.Result = 3 * piece.Number;
            },
            piece => results.Add(piece.Result),
            CancellationToken.None);
        Assert.That(results, Is.EqualTo(Enumerable.Range(0, 200).Select(static i => 3 * i)));
        Assert.That(made, Is.LessThanOrEqualTo(2 * cores), "memory does not grow with their number");
    }

    [Test]
    public void The_first_failure_in_the_order_comes_out_as_it_was_thrown_and_nothing_is_at_work_any_more(
        [Values(1, 4)] int cores, [Values("fill", "work", "consume")] string where)
    {
        int next = 0, atWork = 0;
        List<int> consumed = [];
        IOException expected = new("the one");
        void Fail(string place, int number)
        {
            if (place == where && number == 20) throw expected;
            if (place == where && number == 21) throw new InvalidOperationException("the next one");
        }
        Assert.That(
            () => OrderedWork.Run(
                cores,
                static () => new Piece(),
                piece =>
                {
                    Fail("fill", piece.Number = next++);
                    return piece.Number < 100;
                },
                piece =>
                {
                    Interlocked.Increment(ref atWork);
                    if (piece.Number > 20) Thread.Sleep(5);
                    try
                    {
                        Fail("work", piece.Number);
                    }
                    finally
                    {
                        Interlocked.Decrement(ref atWork);
                    }
                },
                piece =>
                {
                    Fail("consume", piece.Number);
                    consumed.Add(piece.Number);
                },
                CancellationToken.None),
            Throws.Exception.SameAs(expected));
        Assert.That(atWork, Is.Zero);
        Assert.That(consumed, Is.EqualTo(Enumerable.Range(0, 20)), "what stands before it was consumed");
    }

    [TestCase(1)]
    [TestCase(4)]
    public void Cancelled_midway_it_consumes_no_more(int cores)
    {
        int next = 0, consumed = 0;
        using CancellationTokenSource source = new();
        OperationCanceledException stopped = Assert.Throws<OperationCanceledException>(() => OrderedWork.Run(
            cores,
            static () => new Piece(),
            piece => (piece.Number = next++) < 1000,
            static _ => { },
            _ =>
            {
                if (++consumed == 30) source.Cancel();
            },
            source.Token))!;
        Assert.That((consumed, stopped.CancellationToken), Is.EqualTo((30, source.Token)));
    }
}
