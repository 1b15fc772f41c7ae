namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Observation (§6.6).</summary>
    internal static readonly FieldDefinition[] Observation =
    [
        new(Field.ObserverId, FieldScope.Observation, "oid", FieldType.Text, elidable: true),
        new(Field.ObserverType, FieldScope.Observation, "otype", FieldType.Text, elidable: false),
        new(Field.FrameId, FieldScope.Observation, "fid", FieldType.Text, elidable: true),
        new(Field.SyncGroup, FieldScope.Observation, "sg", FieldType.Text, elidable: true),
        new(Field.ObservationMode, FieldScope.Observation, "omode", FieldType.Text, elidable: false),
        new(Field.ObservationScope, FieldScope.Observation, "oscope", FieldType.Text, elidable: false),
        new(Field.ObserverModel, FieldScope.Observation, "omdl", FieldType.Text, elidable: true),
        new(Field.CompressionRatio, FieldScope.Observation, "ocmp", FieldType.Float64, elidable: false),
    ];
}
