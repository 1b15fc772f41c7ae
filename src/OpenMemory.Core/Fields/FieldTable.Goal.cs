namespace OpenMemory;

internal static partial class FieldTable
{
    /// <summary>Fields of Goal (§6.7).</summary>
    internal static readonly FieldDefinition[] Goal =
    [
        new(Field.Description, FieldScope.Goal, "desc", FieldType.Text, elidable: true),
        new(Field.GoalState, FieldScope.Goal, "gs", FieldType.Text, elidable: false),
        new(Field.Criteria, FieldScope.Goal, "crit", FieldType.TextArray, elidable: true),
        new(Field.CriteriaStructured, FieldScope.Goal, "crs", FieldType.MapArray, elidable: true),
        new(Field.Priority, FieldScope.Goal, "pri", FieldType.Int64, elidable: false),
        new(Field.ParentGoals, FieldScope.Goal, "pgs", FieldType.TextArray, elidable: true),
        new(Field.StateReason, FieldScope.Goal, "sr", FieldType.Text, elidable: true),
        new(Field.SatisfactionEvidence, FieldScope.Goal, "se", FieldType.TextArray, elidable: true),
        new(Field.Progress, FieldScope.Goal, "prog", FieldType.Float64, FieldRange.Unit),
        new(Field.DelegateTo, FieldScope.Goal, "dto", FieldType.Text, elidable: true),
        new(Field.DelegateFrom, FieldScope.Goal, "dfo", FieldType.Text, elidable: true),
        new(Field.ExpiryPolicy, FieldScope.Goal, "ep", FieldType.Text),
        new(Field.Recurrence, FieldScope.Goal, "rec", FieldType.Text),
        new(Field.EvidenceRequired, FieldScope.Goal, "evreq", FieldType.Int64, FieldRange.NonNegative),
        new(Field.RollbackOnFailure, FieldScope.Goal, "rof", FieldType.TextArray, elidable: true),
        new(Field.AllowedTransitions, FieldScope.Goal, "atr", FieldType.TextArray),
        new(Field.DependsOn, FieldScope.Goal, "depg", FieldType.TextArray),
        new(Field.AssignedAgent, FieldScope.Goal, "asgn", FieldType.Text),
        new(Field.ExpectedOutput, FieldScope.Goal, "expout", FieldType.Text),
        new(Field.OutputGrain, FieldScope.Goal, "outg", FieldType.Text),
        new(Field.Deadline, FieldScope.Goal, "dline", FieldType.EpochMs),
    ];
}
