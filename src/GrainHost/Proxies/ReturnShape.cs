using System.Reflection;
using System.Reflection.Emit;
using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Proxies;

/// <summary>How a grain method's kind of result is sent for and handed back.</summary>
internal sealed class ReturnShape
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private readonly Type _returnType;

    private ReturnShape(Type returnType, Type callBase, MethodInfo send, MethodInfo invoke, bool oneWay)
    {
        _returnType = returnType;
        CallBase = callBase;
        Send = send;
        Invoke = invoke;
        OneWay = oneWay;
    }

    /// <summary>Base of the call class.</summary>
    public Type CallBase { get; }

    /// <summary>The method of <see cref="GrainReference"/> that sends it.</summary>
    public MethodInfo Send { get; }

    /// <summary>The method of the base that the call class implements.</summary>
    public MethodInfo Invoke { get; }

    /// <summary>Whether nobody waits for an answer.</summary>
    public bool OneWay { get; }

    public static ReturnShape Of(MethodInfo method)
    {
        var type = method.ReturnType;
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (open == typeof(IAsyncEnumerable<>))
        {
            var item = type.GetGenericArguments()[0];
            var source = typeof(StreamSource<>).MakeGenericType(item);
            return new ReturnShape(type, source, SendMethod("Stream", item), source.GetMethod("Open", Any)!, false);
        }

        var oneWay = new GrainMethod(method).OneWay;
        var result = open == typeof(Task<>) || open == typeof(ValueTask<>) ? type.GetGenericArguments()[0] : typeof(NoResult);
        if (open is null && type != typeof(Task) && type != typeof(ValueTask) && type != typeof(void))
            throw new ArgumentException($"{method.DeclaringType!.FullName}.{method.Name} returns {type.Name}; a grain's method returns Task, Task<T>, ValueTask, ValueTask<T>, IAsyncEnumerable<T> or, if nobody waits for it, void.");
        var callBase = typeof(GrainCall<>).MakeGenericType(result);
        return new ReturnShape(type, callBase, SendMethod(oneWay ? "SendOneWay" : "Send", result), typeof(GrainCall).GetMethod("InvokeOn", Any)!, oneWay);
    }

    /// <summary>Turns what the sending method returns into what the interface's method returns.</summary>
    public void EmitReturn(ILGenerator il)
    {
        if (_returnType == typeof(void))
            il.Emit(OpCodes.Pop);
        else if (_returnType == typeof(ValueTask))
            il.Emit(OpCodes.Newobj, typeof(ValueTask).GetConstructor([typeof(Task)])!);
        else if (IsGenericValueTask)
            il.Emit(OpCodes.Newobj, _returnType.GetConstructor([typeof(Task<>).MakeGenericType(_returnType.GetGenericArguments())])!);
    }

    /// <summary>Turns what the grain's method returns into what the call class returns.</summary>
    public void EmitAsTask(ILGenerator il)
    {
        if (_returnType == typeof(void))
        {
            il.Emit(OpCodes.Call, typeof(Task).GetProperty(nameof(Task.CompletedTask))!.GetMethod!);
        }
        else if (_returnType == typeof(ValueTask) || IsGenericValueTask)
        {
            var local = il.DeclareLocal(_returnType);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, _returnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
    }

    private bool IsGenericValueTask => _returnType.IsGenericType && _returnType.GetGenericTypeDefinition() == typeof(ValueTask<>);

    private static MethodInfo SendMethod(string name, Type result) => typeof(GrainReference).GetMethod(name, Any)!.MakeGenericMethod(result);
}
