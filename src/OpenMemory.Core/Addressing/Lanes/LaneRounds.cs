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
    /// <param name="work">Room for eight words of every lane.</param>
    internal static void Compress(TVector* state, TVector* words, TVector* work)
    {
        // Two methods, because the compiler inlines only so much into one; what it leaves out costs half of the speed.
        FirstRounds(state, words, work);
        LastRounds(state, words, work);
    }

    /// <summary>Forty-eight rounds. The words of the rounds to come do not depend on the round they stand beside: the processor does both at once.</summary>
    private static void FirstRounds(TVector* state, TVector* words, TVector* work)
    {
        TVector a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
        TVector w0 = words[0], w1 = words[1], w2 = words[2], w3 = words[3];
        TVector w4 = words[4], w5 = words[5], w6 = words[6], w7 = words[7];
        TVector w8 = words[8], w9 = words[9], w10 = words[10], w11 = words[11];
        TVector w12 = words[12], w13 = words[13], w14 = words[14], w15 = words[15];
        ref uint k = ref MemoryMarshal.GetReference(LaneConstants.K);
        for (int i = 0; i < 48; i += 16, k = ref Unsafe.Add(ref k, 16))
        {
            Round(a, b, c, ref d, e, f, g, ref h, w0, Unsafe.Add(ref k, 0));
            w0 = Extend(w0, w1, w9, w14);
            Round(h, a, b, ref c, d, e, f, ref g, w1, Unsafe.Add(ref k, 1));
            w1 = Extend(w1, w2, w10, w15);
            Round(g, h, a, ref b, c, d, e, ref f, w2, Unsafe.Add(ref k, 2));
            w2 = Extend(w2, w3, w11, w0);
            Round(f, g, h, ref a, b, c, d, ref e, w3, Unsafe.Add(ref k, 3));
            w3 = Extend(w3, w4, w12, w1);
            Round(e, f, g, ref h, a, b, c, ref d, w4, Unsafe.Add(ref k, 4));
            w4 = Extend(w4, w5, w13, w2);
            Round(d, e, f, ref g, h, a, b, ref c, w5, Unsafe.Add(ref k, 5));
            w5 = Extend(w5, w6, w14, w3);
            Round(c, d, e, ref f, g, h, a, ref b, w6, Unsafe.Add(ref k, 6));
            w6 = Extend(w6, w7, w15, w4);
            Round(b, c, d, ref e, f, g, h, ref a, w7, Unsafe.Add(ref k, 7));
            w7 = Extend(w7, w8, w0, w5);
            Round(a, b, c, ref d, e, f, g, ref h, w8, Unsafe.Add(ref k, 8));
            w8 = Extend(w8, w9, w1, w6);
            Round(h, a, b, ref c, d, e, f, ref g, w9, Unsafe.Add(ref k, 9));
            w9 = Extend(w9, w10, w2, w7);
            Round(g, h, a, ref b, c, d, e, ref f, w10, Unsafe.Add(ref k, 10));
            w10 = Extend(w10, w11, w3, w8);
            Round(f, g, h, ref a, b, c, d, ref e, w11, Unsafe.Add(ref k, 11));
            w11 = Extend(w11, w12, w4, w9);
            Round(e, f, g, ref h, a, b, c, ref d, w12, Unsafe.Add(ref k, 12));
            w12 = Extend(w12, w13, w5, w10);
            Round(d, e, f, ref g, h, a, b, ref c, w13, Unsafe.Add(ref k, 13));
            w13 = Extend(w13, w14, w6, w11);
            Round(c, d, e, ref f, g, h, a, ref b, w14, Unsafe.Add(ref k, 14));
            w14 = Extend(w14, w15, w7, w12);
            Round(b, c, d, ref e, f, g, h, ref a, w15, Unsafe.Add(ref k, 15));
            w15 = Extend(w15, w0, w8, w13);
        }
        (work[0], work[1], work[2], work[3], work[4], work[5], work[6], work[7]) = (a, b, c, d, e, f, g, h);
        (words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7]) = (w0, w1, w2, w3, w4, w5, w6, w7);
        (words[8], words[9], words[10], words[11], words[12], words[13], words[14], words[15]) = (w8, w9, w10, w11, w12, w13, w14, w15);
    }

    /// <summary>Sixteen rounds, and what came of all is added to the state.</summary>
    private static void LastRounds(TVector* state, TVector* words, TVector* work)
    {
        TVector a = work[0], b = work[1], c = work[2], d = work[3], e = work[4], f = work[5], g = work[6], h = work[7];
        ref uint k = ref Unsafe.Add(ref MemoryMarshal.GetReference(LaneConstants.K), 48);
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
        state[0] = TOps.Add(state[0], a);
        state[1] = TOps.Add(state[1], b);
        state[2] = TOps.Add(state[2], c);
        state[3] = TOps.Add(state[3], d);
        state[4] = TOps.Add(state[4], e);
        state[5] = TOps.Add(state[5], f);
        state[6] = TOps.Add(state[6], g);
        state[7] = TOps.Add(state[7], h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(TVector a, TVector b, TVector c, ref TVector d, TVector e, TVector f, TVector g, ref TVector h, TVector word, uint k)
    {
        TVector sum = TOps.Add(TOps.Add(h, TOps.Add(word, TOps.Create(k))), TOps.Add(TOps.BigSigma1(e), TOps.Choose(e, f, g)));
        d = TOps.Add(d, sum);
        h = TOps.Add(sum, TOps.Add(TOps.BigSigma0(a), TOps.Majority(a, b, c)));
    }

    /// <summary>The word of the message schedule that comes sixteen after the first one given here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Extend(TVector minus16, TVector minus15, TVector minus7, TVector minus2) =>
        TOps.Add(TOps.Add(minus16, minus7), TOps.Add(TOps.SmallSigma0(minus15), TOps.SmallSigma1(minus2)));
}
