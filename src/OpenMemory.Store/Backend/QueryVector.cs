using System.Numerics;
using System.Runtime.InteropServices;

namespace OpenMemory.Store;

/// <summary>The vector of a search, brought to length 1 once, to be compared with many others of its length.</summary>
internal sealed class QueryVector
{
    private readonly float[] _direction;

    internal QueryVector(ReadOnlySpan<float> vector) => _direction = DirectionOf(vector);

    internal static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (float number in vector)
        {
            if (!float.IsFinite(number)) return false;
        }
        return true;
    }

    /// <summary>The cosine as a relevance: 1 for the same direction, 0.5 for a right angle or a vector of zeros, 0 for the opposite.</summary>
    internal double Relevance(ReadOnlySpan<float> vector)
    {
        (double dot, double square) = Sums(_direction, vector);
        // Squares of numbers far from 1 are infinite or nothing; such vectors are brought to length 1 first.
        double cosine = square is > 1e-20 and < 1e30 ? dot / Math.Sqrt(square) : Sums(_direction, DirectionOf(vector)).Dot;
        return Math.Clamp((1 + cosine) / 2, 0, 1);
    }

    private static float[] DirectionOf(ReadOnlySpan<float> vector)
    {
        float[] direction = new float[vector.Length];
        double square = 0; // in double no square of a float is too large or too small
        foreach (float number in vector) square += (double)number * number;
        if (square == 0) return direction;
        double length = Math.Sqrt(square);
        for (int i = 0; i < direction.Length; i++) direction[i] = (float)(vector[i] / length);
        return direction;
    }

    /// <summary>The product of two vectors, and the second one's square; two sums of each, so that none waits for the one before.</summary>
    private static (double Dot, double Square) Sums(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector<float>> wideA = MemoryMarshal.Cast<float, Vector<float>>(a), wideB = MemoryMarshal.Cast<float, Vector<float>>(b[..a.Length]);
        Vector<float> dot = default, dot2 = default, square = default, square2 = default;
        int i = 0;
        for (; i + 1 < wideA.Length && i + 1 < wideB.Length; i += 2)
        {
            Vector<float> x = wideB[i], y = wideB[i + 1];
            dot = Vector.FusedMultiplyAdd(wideA[i], x, dot);
            square = Vector.FusedMultiplyAdd(x, x, square);
            dot2 = Vector.FusedMultiplyAdd(wideA[i + 1], y, dot2);
            square2 = Vector.FusedMultiplyAdd(y, y, square2);
        }
        for (; i < wideA.Length; i++)
        {
            dot = Vector.FusedMultiplyAdd(wideA[i], wideB[i], dot);
            square = Vector.FusedMultiplyAdd(wideB[i], wideB[i], square);
        }
        double sum = (double)Vector.Sum(dot) + Vector.Sum(dot2), squares = (double)Vector.Sum(square) + Vector.Sum(square2);
        for (i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
            squares += (double)b[i] * b[i];
        }
        return (sum, squares);
    }
}
