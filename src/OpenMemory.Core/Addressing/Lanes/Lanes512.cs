using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OpenMemory;

/// <summary>Sixteen lanes in the registers of AVX-512.</summary>
internal readonly struct Lanes512 : ILaneVector<Vector512<uint>>
{
    internal static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    public static int Lanes => 16;

    public static int BlocksInTime => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Create(uint word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> left, Vector512<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> BigSigma0(Vector512<uint> word) => Xor(Avx512F.RotateRight(word, 2), Avx512F.RotateRight(word, 13), Avx512F.RotateRight(word, 22));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> BigSigma1(Vector512<uint> word) => Xor(Avx512F.RotateRight(word, 6), Avx512F.RotateRight(word, 11), Avx512F.RotateRight(word, 25));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SmallSigma0(Vector512<uint> word) => Xor(Avx512F.RotateRight(word, 7), Avx512F.RotateRight(word, 18), word >>> 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> SmallSigma1(Vector512<uint> word) => Xor(Avx512F.RotateRight(word, 17), Avx512F.RotateRight(word, 19), word >>> 10);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Choose(Vector512<uint> first, Vector512<uint> ones, Vector512<uint> zeros) =>
        Avx512F.TernaryLogic(first, ones, zeros, 0xca);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Majority(Vector512<uint> first, Vector512<uint> second, Vector512<uint> third) =>
        Avx512F.TernaryLogic(first, second, third, 0xe8);

    public static unsafe void Load(byte** blocks, Vector512<uint>* words)
    {
        Vector512<byte> bigEndian = Vector512.Create(Vector256.Create(Lanes256.BigEndian, Lanes256.BigEndian), Vector256.Create(Lanes256.BigEndian, Lanes256.BigEndian));
        // By fours: four lanes' words 0, 4, 8 and 12 in one register, words 1, 5, 9 and 13 in the next, and so on.
        Vector512<ulong>* fours = stackalloc Vector512<ulong>[16];
        for (int lane = 0; lane < 16; lane += 4)
        {
            Vector512<uint> a = Read(blocks[lane], bigEndian), b = Read(blocks[lane + 1], bigEndian);
            Vector512<uint> c = Read(blocks[lane + 2], bigEndian), d = Read(blocks[lane + 3], bigEndian);
            Vector512<ulong> abLow = Avx512F.UnpackLow(a, b).AsUInt64(), abHigh = Avx512F.UnpackHigh(a, b).AsUInt64();
            Vector512<ulong> cdLow = Avx512F.UnpackLow(c, d).AsUInt64(), cdHigh = Avx512F.UnpackHigh(c, d).AsUInt64();
            fours[lane] = Avx512F.UnpackLow(abLow, cdLow);
            fours[lane + 1] = Avx512F.UnpackHigh(abLow, cdLow);
            fours[lane + 2] = Avx512F.UnpackLow(abHigh, cdHigh);
            fours[lane + 3] = Avx512F.UnpackHigh(abHigh, cdHigh);
        }
        for (int word = 0; word < 4; word++)
        {
            Vector512<ulong> evenFirst = Avx512F.Shuffle4x128(fours[word], fours[word + 4], 0x88), oddFirst = Avx512F.Shuffle4x128(fours[word], fours[word + 4], 0xdd);
            Vector512<ulong> evenLast = Avx512F.Shuffle4x128(fours[word + 8], fours[word + 12], 0x88), oddLast = Avx512F.Shuffle4x128(fours[word + 8], fours[word + 12], 0xdd);
            words[word] = Avx512F.Shuffle4x128(evenFirst, evenLast, 0x88).AsUInt32();
            words[word + 4] = Avx512F.Shuffle4x128(oddFirst, oddLast, 0x88).AsUInt32();
            words[word + 8] = Avx512F.Shuffle4x128(evenFirst, evenLast, 0xdd).AsUInt32();
            words[word + 12] = Avx512F.Shuffle4x128(oddFirst, oddLast, 0xdd).AsUInt32();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<uint> Read(byte* block, Vector512<byte> order) => Avx512BW.Shuffle(Vector512.Load(block), order).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Xor(Vector512<uint> a, Vector512<uint> b, Vector512<uint> c) => Avx512F.TernaryLogic(a, b, c, 0x96);
}
