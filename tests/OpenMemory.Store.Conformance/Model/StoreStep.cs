namespace OpenMemory.Store.Conformance;

/// <summary>What a step of the model does.</summary>
internal enum StepKind
{
    Put, Supersede, Contradict, Delete, Receive, Merge, Erase, Advance, Query, Verify,
}

/// <summary>One step of a generated life of a store. The numbers choose grains among few, so that steps meet.</summary>
internal readonly record struct StoreStep(StepKind Kind, int Grain, int Other);
