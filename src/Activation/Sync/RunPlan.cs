using System.Text.Json.Serialization;
using Activation.Delivery;

namespace Activation.Sync;

/// <summary>What one attempt to plan a run came to.</summary>
/// <param name="Run">With its counts.</param>
/// <param name="Batches">Whose payloads are written.</param>
internal sealed record RunPlan(RunRecord Run, IReadOnlyList<BatchRecord> Batches);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunPlan))]
internal sealed partial class RunPlanJson : JsonSerializerContext;
