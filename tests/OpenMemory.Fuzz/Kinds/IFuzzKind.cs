namespace OpenMemory.Fuzzing;

/// <summary>A way to make inputs, and what must hold for each. Used by several threads at once.</summary>
internal interface IFuzzKind
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Makes the input that the random numbers stand for.</summary>
    FuzzCase Make(CaseRandom random);

    /// <summary>Gives an input to the library.</summary>
    /// <returns>The code it was refused with; <see cref="OmsErrorCode.None"/> when it was accepted.</returns>
    /// <exception cref="Exception">A finding.</exception>
    OmsErrorCode Check(in FuzzCase input);
}
