using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMemory;

/// <summary>The compression function of SHA-256 (FIPS 180-4, 6.2.2) for one block of each lane.</summary>
/// <typeparam name="TVector">One word of every lane.</typeparam>
/// <typeparam name="TOps">What is done with it.</typeparam>
internal static unsafe class LaneRounds<TVector, TOps>
    where TVector : unmanaged
    where TOps : struct, ILaneVector<TVector>
{
    /// <summary>Writes the state before the first block.</summary>
    internal static void Begin(TVector* state)
    {
        ReadOnlySpan<uint> initial = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        for (int i = 0; i < initial.Length; i++) state[i] = TOps.Create(initial[i]);
    }

    /// <summary>Takes in one block of each lane.</summary>
    /// <param name="state">Eight words of every lane.</param>
    /// <param name="words">The sixteen words of every block; they are overwritten.</param>
    [SkipLocalsInit]
    internal static void Compress(TVector* state, TVector* words)
    {
        TVector* work = stackalloc TVector[8];
        for (int i = 0; i < 8; i++) work[i] = state[i];
        ref uint k = ref MemoryMarshal.GetReference(LaneConstants.K);
        for (int i = 0; i < 48; i += 16) RoundsAndSchedule(work, words, ref Unsafe.Add(ref k, i));
        Rounds(work, words, ref Unsafe.Add(ref k, 48));
        for (int i = 0; i < 8; i++) state[i] = TOps.Add(state[i], work[i]);
    }

    /// <summary>
    /// Sixteen rounds, and the words of the sixteen after them: those are independent of the round they stand beside, so the processor
    /// does both at once. A method of its own, because the compiler inlines only so much into one.
    /// </summary>
    private static void RoundsAndSchedule(TVector* state, TVector* words, ref uint k)
    {
        TVector a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        Round(a, b, c, ref d, e, f, g, ref h, words[0], Unsafe.Add(ref k, 0));
        Extend(words, 0, 1, 9, 14);
        Round(h, a, b, ref c, d, e, f, ref g, words[1], Unsafe.Add(ref k, 1));
        Extend(words, 1, 2, 10, 15);
        Round(g, h, a, ref b, c, d, e, ref f, words[2], Unsafe.Add(ref k, 2));
        Extend(words, 2, 3, 11, 0);
        Round(f, g, h, ref a, b, c, d, ref e, words[3], Unsafe.Add(ref k, 3));
        Extend(words, 3, 4, 12, 1);
        Round(e, f, g, ref h, a, b, c, ref d, words[4], Unsafe.Add(ref k, 4));
        Extend(words, 4, 5, 13, 2);
        Round(d, e, f, ref g, h, a, b, ref c, words[5], Unsafe.Add(ref k, 5));
        Extend(words, 5, 6, 14, 3);
        Round(c, d, e, ref f, g, h, a, ref b, words[6], Unsafe.Add(ref k, 6));
        Extend(words, 6, 7, 15, 4);
        Round(b, c, d, ref e, f, g, h, ref a, words[7], Unsafe.Add(ref k, 7));
        Extend(words, 7, 8, 0, 5);
        Round(a, b, c, ref d, e, f, g, ref h, words[8], Unsafe.Add(ref k, 8));
        Extend(words, 8, 9, 1, 6);
        Round(h, a, b, ref c, d, e, f, ref g, words[9], Unsafe.Add(ref k, 9));
        Extend(words, 9, 10, 2, 7);
        Round(g, h, a, ref b, c, d, e, ref f, words[10], Unsafe.Add(ref k, 10));
        Extend(words, 10, 11, 3, 8);
        Round(f, g, h, ref a, b, c, d, ref e, words[11], Unsafe.Add(ref k, 11));
        Extend(words, 11, 12, 4, 9);
        Round(e, f, g, ref h, a, b, c, ref d, words[12], Unsafe.Add(ref k, 12));
        Extend(words, 12, 13, 5, 10);
        Round(d, e, f, ref g, h, a, b, ref c, words[13], Unsafe.Add(ref k, 13));
        Extend(words, 13, 14, 6, 11);
        Round(c, d, e, ref f, g, h, a, ref b, words[14], Unsafe.Add(ref k, 14));
        Extend(words, 14, 15, 7, 12);
        Round(b, c, d, ref e, f, g, h, ref a, words[15], Unsafe.Add(ref k, 15));
        Extend(words, 15, 0, 8, 13);
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
        state[4] = e;
        state[5] = f;
        state[6] = g;
        state[7] = h;
    }

    /// <summary>The last sixteen rounds.</summary>
    private static void Rounds(TVector* state, TVector* words, ref uint k)
    {
        TVector a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        Round(a, b, c, ref d, e, f, g, ref h, words[0], Unsafe.Add(ref k, 0));
        Round(h, a, b, ref c, d, e, f, ref g, words[1], Unsafe.Add(ref k, 1));
        Round(g, h, a, ref b, c, d, e, ref f, words[2], Unsafe.Add(ref k, 2));
        Round(f, g, h, ref a, b, c, d, ref e, words[3], Unsafe.Add(ref k, 3));
        Round(e, f, g, ref h, a, b, c, ref d, words[4], Unsafe.Add(ref k, 4));
        Round(d, e, f, ref g, h, a, b, ref c, words[5], Unsafe.Add(ref k, 5));
        Round(c, d, e, ref f, g, h, a, ref b, words[6], Unsafe.Add(ref k, 6));
        Round(b, c, d, ref e, f, g, h, ref a, words[7], Unsafe.Add(ref k, 7));
        Round(a, b, c, ref d, e, f, g, ref h, words[8], Unsafe.Add(ref k, 8));
        Round(h, a, b, ref c, d, e, f, ref g, words[9], Unsafe.Add(ref k, 9));
        Round(g, h, a, ref b, c, d, e, ref f, words[10], Unsafe.Add(ref k, 10));
        Round(f, g, h, ref a, b, c, d, ref e, words[11], Unsafe.Add(ref k, 11));
        Round(e, f, g, ref h, a, b, c, ref d, words[12], Unsafe.Add(ref k, 12));
        Round(d, e, f, ref g, h, a, b, ref c, words[13], Unsafe.Add(ref k, 13));
        Round(c, d, e, ref f, g, h, a, ref b, words[14], Unsafe.Add(ref k, 14));
        Round(b, c, d, ref e, f, g, h, ref a, words[15], Unsafe.Add(ref k, 15));
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
        state[4] = e;
        state[5] = f;
        state[6] = g;
        state[7] = h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TVector a, TVector b, TVector c, ref TVector d, TVector e, TVector f, TVector g, ref TVector h, TVector word, uint k)
    {
        TVector sum = TOps.Add(TOps.Add(h, TOps.Add(word, TOps.Create(k))), TOps.Add(TOps.BigSigma1(e), TOps.Choose(e, f, g)));
        d = TOps.Add(d, sum);
        h = TOps.Add(sum, TOps.Add(TOps.BigSigma0(a), TOps.Majority(a, b, c)));
    }

    /// <summary>A word of the message schedule takes the place of the one sixteen rounds before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Extend(TVector* words, int t, int minus15, int minus7, int minus2) =>
        words[t] = TOps.Add(
            TOps.Add(words[t], words[minus7]),
            TOps.Add(TOps.SmallSigma0(words[minus15]), TOps.SmallSigma1(words[minus2])));
}
