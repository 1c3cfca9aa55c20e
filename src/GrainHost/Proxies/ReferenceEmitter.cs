using System.Reflection;
using System.Reflection.Emit;
using Orleans;
using Orleans.Runtime;
using Sweep.GrainHost.Calls;

namespace Sweep.GrainHost.Proxies;

/// <summary>
/// Makes a reference class for each grain interface, and a call class for each of its methods: the call's fields are its
/// arguments, so that nothing is boxed and nothing is looked up while calling.
/// </summary>
internal sealed class ReferenceEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private readonly ModuleBuilder _module;
    private readonly AssemblyBuilder _assembly;
    private readonly ConstructorInfo _ignoresAccessChecks;
    private readonly HashSet<string> _opened = [];

    public ReferenceEmitter()
    {
        _assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Sweep.GrainHost.References"), AssemblyBuilderAccess.Run);
        _module = _assembly.DefineDynamicModule("Sweep.GrainHost.References");
        _ignoresAccessChecks = DefineIgnoresAccessChecks();
        Open(typeof(ReferenceEmitter).Assembly);
    }

    public EmittedReference Emit(Type grainInterface)
    {
        if (!grainInterface.IsInterface || !typeof(IAddressable).IsAssignableFrom(grainInterface))
            throw new ArgumentException($"{grainInterface.FullName} is not a grain interface: it must be an interface that derives from {nameof(IGrainWithStringKey)}.");
        Type[] interfaces = [grainInterface, .. grainInterface.GetInterfaces()];
        foreach (var type in interfaces)
            OpenAll(type);
        var methods = interfaces.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)).Where(method => method.IsAbstract).ToArray();
        var name = _module.GetTypes().Length;
        var reference = _module.DefineType($"{grainInterface.Name}_Reference{name}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [grainInterface]);
        var constructor = DefineConstructor(reference);
        for (var i = 0; i < methods.Length; i++)
            DefineMethod(reference, methods[i], i, $"{grainInterface.Name}_{methods[i].Name}_Call{name}_{i}");
        DefineCreate(reference, constructor);
        var made = reference.CreateType();
        return new EmittedReference(
            [.. methods.Select(method => new GrainMethod(method))],
            made.GetMethod("Create")!.CreateDelegate<Func<ReferenceKind, GrainId, GrainReference>>());
    }

    private static ConstructorBuilder DefineConstructor(TypeBuilder reference)
    {
        var constructor = reference.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(ReferenceKind), typeof(GrainId)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, typeof(GrainReference).GetConstructor(Any, [typeof(ReferenceKind), typeof(GrainId)])!);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private static void DefineCreate(TypeBuilder reference, ConstructorInfo constructor)
    {
        var create = reference.DefineMethod("Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), [typeof(ReferenceKind), typeof(GrainId)]);
        var il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private void DefineMethod(TypeBuilder reference, MethodInfo method, int index, string callName)
    {
        var shape = ReturnShape.Of(method);
        var parameters = method.GetParameters();
        var call = _module.DefineType(callName, TypeAttributes.Public | TypeAttributes.Sealed, shape.CallBase);
        var callConstructor = call.DefineDefaultConstructor(MethodAttributes.Public);
        var fields = parameters.Select((parameter, i) => parameter.ParameterType == typeof(CancellationToken)
            ? null
            : call.DefineField($"Argument{i}", parameter.ParameterType, FieldAttributes.Public)).ToArray();
        DefineInvoke(call, method, shape, fields);
        call.CreateType();

        var proxy = reference.DefineMethod(
            $"{method.DeclaringType!.Name}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType,
            [.. parameters.Select(parameter => parameter.ParameterType)]);
        var il = proxy.GetILGenerator();
        var local = il.DeclareLocal(call);
        il.Emit(OpCodes.Newobj, callConstructor);
        il.Emit(OpCodes.Stloc, local);
        var token = -1;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (fields[i] is not { } field)
            {
                token = i;
                continue;
            }

            il.Emit(OpCodes.Ldloc, local);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloc, local);
        il.Emit(OpCodes.Ldc_I4, index);
        if (!shape.OneWay)
            LoadToken(il, token);
        il.Emit(OpCodes.Call, shape.Send);
        shape.EmitReturn(il);
        il.Emit(OpCodes.Ret);
        reference.DefineMethodOverride(proxy, method);
    }

    private static void LoadToken(ILGenerator il, int parameter)
    {
        if (parameter >= 0)
        {
            il.Emit(OpCodes.Ldarg, parameter + 1);
            return;
        }

        var none = il.DeclareLocal(typeof(CancellationToken));
        il.Emit(OpCodes.Ldloca, none);
        il.Emit(OpCodes.Initobj, typeof(CancellationToken));
        il.Emit(OpCodes.Ldloc, none);
    }

    private static void DefineInvoke(TypeBuilder call, MethodInfo method, ReturnShape shape, FieldBuilder?[] fields)
    {
        var invoke = call.DefineMethod(
            shape.Invoke.Name,
            (shape.Invoke.Attributes & MethodAttributes.MemberAccessMask) | MethodAttributes.Virtual | MethodAttributes.HideBySig,
            shape.Invoke.ReturnType,
            [typeof(object), typeof(CancellationToken)]);
        var il = invoke.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            if (field is null)
            {
                il.Emit(OpCodes.Ldarg_2);
                continue;
            }

            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }

        il.Emit(OpCodes.Callvirt, method);
        shape.EmitAsTask(il);
        il.Emit(OpCodes.Ret);
        call.DefineMethodOverride(invoke, shape.Invoke);
    }

    private void OpenAll(Type type)
    {
        Open(type.Assembly);
        foreach (var argument in type.GetGenericArguments())
            OpenAll(argument);
        foreach (var method in type.GetMethods())
        {
            foreach (var used in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
            {
                Open(used.Assembly);
                foreach (var argument in used.GetGenericArguments())
                    Open(argument.Assembly);
            }
        }
    }

    /// <summary>Lets the emitted classes use internal types of an assembly; the runtime knows the attribute by its name.</summary>
    private void Open(Assembly assembly)
    {
        if (assembly.GetName().Name is { } name && _opened.Add(name))
            _assembly.SetCustomAttribute(new CustomAttributeBuilder(_ignoresAccessChecks, [name]));
    }

    private ConstructorInfo DefineIgnoresAccessChecks()
    {
        var attribute = _module.DefineType("System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute", TypeAttributes.Public | TypeAttributes.Sealed, typeof(Attribute));
        var constructor = attribute.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)]);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(Any, [])!);
        il.Emit(OpCodes.Ret);
        return attribute.CreateType().GetConstructor([typeof(string)])!;
    }
}
