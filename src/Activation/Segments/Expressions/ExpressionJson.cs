using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Activation.Segments.Expressions;

[JsonSourceGenerationOptions(MaxDepth = RuleLimits.JsonDepth)]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ExpressionJson : JsonSerializerContext;
