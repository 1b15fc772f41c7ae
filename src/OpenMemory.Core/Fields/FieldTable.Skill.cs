namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Skill (§6.12).</summary>
    internal static readonly FieldDefinition[] Skill =
    [
        new(Field.Name, FieldScope.Skill, "skname", FieldType.Text),
        new(Field.Description, FieldScope.Skill, "desc", FieldType.Text, elidable: true),
        new(Field.Instructions, FieldScope.Skill, "instr", FieldType.Text),
        new(Field.WhenToUse, FieldScope.Skill, "wtu", FieldType.Text),
        new(Field.Version, FieldScope.Skill, "sver", FieldType.Text),
        new(Field.AllowedTools, FieldScope.Skill, "atls", FieldType.TextArray),
        new(Field.Resources, FieldScope.Skill, "res", FieldType.TextArray),
        new(Field.Dependencies, FieldScope.Skill, "deps", FieldType.TextArray),
        new(Field.InputModalities, FieldScope.Skill, "imod", FieldType.TextArray),
        new(Field.OutputModalities, FieldScope.Skill, "omod", FieldType.TextArray),
        new(Field.Domain, FieldScope.Skill, "dom", FieldType.Text),
        new(Field.HolderDid, FieldScope.Skill, "hdid", FieldType.Text),
        new(Field.Proficiency, FieldScope.Skill, "prof", FieldType.Float64, FieldRange.Unit),
        new(Field.PracticeCount, FieldScope.Skill, "prcnt", FieldType.Int64, FieldRange.NonNegative),
        new(Field.LastPracticedAt, FieldScope.Skill, "lpa", FieldType.EpochMs),
        new(Field.Strategies, FieldScope.Skill, "strat", FieldType.MapArray),
        new(Field.Transferable, FieldScope.Skill, "xfer", FieldType.Boolean),
    ];
}
