namespace OpenMemory.Store.Tests;

/// <summary>The relevance of vectors.</summary>
[TestFixture]
public sealed class QueryVectorTests
{
    [TestCase(1), TestCase(3), TestCase(8), TestCase(17), TestCase(64), TestCase(384), TestCase(1000)]
    public void It_is_the_cosine_that_sums_in_double_give(int length)
    {
        Random random = new(length);
        for (int i = 0; i < 200; i++)
        {
            float[] a = Next(), b = Next();
            double dot = 0, squareA = 0, squareB = 0;
            for (int k = 0; k < length; k++) (dot, squareA, squareB) = (dot + ((double)a[k] * b[k]), squareA + ((double)a[k] * a[k]), squareB + ((double)b[k] * b[k]));
            Assert.That(new QueryVector(a).Relevance(b), Is.EqualTo((1 + (dot / Math.Sqrt(squareA * squareB))) / 2).Within(1e-6));
            Assert.That(new QueryVector(a).Relevance(a), Is.EqualTo(1).Within(1e-6));
        }

        float[] Next()
        {
            float scale = MathF.Pow(10, random.Next(-37, 37));
            return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.3f) * scale)];
        }
    }

    [Test]
    public void Zeros_and_the_ends_of_the_range_are_no_exception()
    {
        Assert.That(new QueryVector([0, 0]).Relevance([1, 2]), Is.EqualTo(0.5));
        Assert.That(new QueryVector([1, 2]).Relevance([0, 0]), Is.EqualTo(0.5));
        Assert.That(new QueryVector([float.MaxValue, float.MaxValue]).Relevance([float.MaxValue, float.MaxValue]), Is.EqualTo(1).Within(1e-6));
        Assert.That(new QueryVector([float.Epsilon, 0]).Relevance([-float.Epsilon, 0]), Is.EqualTo(0).Within(1e-6));
        Assert.That(new QueryVector([float.MaxValue, 0]).Relevance([0, float.Epsilon]), Is.EqualTo(0.5));
    }

    [Test]
    public void A_comparison_allocates_nothing()
    {
        QueryVector query = new([1, 2, 3]);
        float[] other = [3, 2, 1];
        double sum = 0;
        Assert.That(Allocations.Of(() => sum += query.Relevance(other)), Is.Zero);
    }
}
