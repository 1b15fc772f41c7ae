using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenMemory.Store;

/// <summary>Vectors of one length.</summary>
internal static class VectorMath
{
    internal static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (float number in vector)
        {
            if (!float.IsFinite(number)) return false;
        }
        return true;
    }

    /// <summary>Their cosine as a relevance: 1 for the same direction, 0.5 for a right angle or a vector of zeros, 0 for the opposite.</summary>
    internal static double Relevance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double scaleA = Largest(a), scaleB = Largest(b);
        if (scaleA == 0 || scaleB == 0) return 0.5;
        (double dot, double squareA, double squareB) = Sums(a, b, (float)(1 / scaleA), (float)(1 / scaleB));
        double cosine = dot / Math.Sqrt(squareA * squareB);
        return double.IsFinite(cosine) ? Math.Clamp((1 + cosine) / 2, 0, 1) : 0.5;
    }

    /// <summary>The sums that a cosine needs, of numbers brought below 1, so that none is too large or too small to be squared.</summary>
    private static (double Dot, double SquareA, double SquareB) Sums(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float byA, float byB)
    {
        ReadOnlySpan<Vector<float>> wideA = MemoryMarshal.Cast<float, Vector<float>>(a), wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        Vector<float> dots = default, squaresA = default, squaresB = default;
        for (int i = 0; i < wideA.Length; i++)
        {
            Vector<float> x = wideA[i] * byA, y = wideB[i] * byB;
            dots += x * y;
            squaresA += x * x;
            squaresB += y * y;
        }
        double dot = Vector.Sum(dots), squareA = Vector.Sum(squaresA), squareB = Vector.Sum(squaresB);
        for (int i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            double x = (double)a[i] * byA, y = (double)b[i] * byB;
            dot += x * y;
            squareA += x * x;
            squareB += y * y;
        }
        return (dot, squareA, squareB);
    }

    private static double Largest(ReadOnlySpan<float> vector)
    {
        float largest = 0;
        foreach (float number in vector) largest = Math.Max(largest, Math.Abs(number));
        return largest;
    }
}
