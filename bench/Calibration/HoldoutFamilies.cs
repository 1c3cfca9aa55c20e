namespace Sweep.Bench.Calibration;

/// <summary>The battery that tells how good the thresholds are. All its points are drawn for it.</summary>
internal static class HoldoutFamilies
{
    public static IReadOnlyList<Family> All { get; } =
    [
        Causes.Healthy("""
            seed: 311
            dataset: {blobs: {points: 1600, features: 14, classes: 7, noise: 4.2}}
            model: {hidden: [52, 34]}
            training: {epochs: 32, optimizer: {sgd: {learning_rate: 0.04, momentum: 0.9}}, schedule: cosine, l2: 3e-3}
            vary:
              activation: [tanh, relu, elu, leaky_relu, gelu_tanh, selu, silu]
              batch_size: [20, 40]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 312
            dataset: {moons: {points: 1000, noise: 0.16}}
            model: {hidden: [26, 22]}
            training: {epochs: 60, optimizer: {nadam: {learning_rate: 0.006}}, schedule: cosine, l2: 3e-4}
            vary: {activation: [tanh, relu, silu, softplus]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 313
            dataset: {circles: {points: 850, noise: 0.09, factor: 0.45}}
            model: {hidden: [34, 26]}
            training: {epochs: 70, optimizer: {amsgrad: {learning_rate: 0.008}}, schedule: cosine, l2: 3e-4}
            vary: {activation: [tanh, relu, elu]}
            replicates: 4
            """),
        Causes.Healthy("""
            seed: 314
            dataset: {friedman1: {points: 1400, features: 8, noise: 0.6}}
            model: {hidden: [38, 30]}
            training: {epochs: 40, optimizer: {sgd: {learning_rate: 0.02, momentum: 0.9}}, schedule: cosine, l2: 1e-3}
            vary: {activation: [tanh, relu, elu, gelu_tanh]}
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 315
            dataset: {blobs: {points: 1600, features: 14, classes: 7, noise: 4.2}}
            model: {depth: 6, width: 34, activation: relu}
            training: {epochs: 32, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}, schedule: cosine, l2: 2e-3}
            vary:
              body: [{normalization: batch_norm}, {residual: 3}, {normalization: layer_norm}, {activation: tanh}, {activation: elu}]
            replicates: 3
            """),
        Causes.Healthy("""
            seed: 316
            dataset: {blobs: {points: 800, features: 6, classes: 4, noise: 2.5}}
            model: {hidden: [18]}
            training: {epochs: 50, batch_size: 16, optimizer: {sgd: {learning_rate: 0.04, momentum: 0.9}}, schedule: cosine, l2: 5e-3}
            vary: {activation: [sigmoid, tanh, relu]}
            replicates: 4
            """),
        Causes.Vanishing("""
            seed: 321
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 30}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}}
            vary:
              depth: [8, 12, 17]
              activation: [sigmoid, tanh, silu]
              init: [{normal: 0.012}, {uniform: 0.05}, {xavier_uniform: 0.15}]
            """),
        Causes.Vanishing("""
            seed: 322
            dataset: {friedman1: {points: 550, features: 9, noise: 0.8}}
            model: {width: 26, activation: sigmoid}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [10, 14]
              init: [xavier_uniform, {normal: 0.04}, {uniform: 0.1}]
            replicates: 3
            """),
        Causes.Mild("""
            seed: 323
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 30}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.015, momentum: 0.9}}}
            vary:
              depth: [2, 3]
              activation: [sigmoid, tanh, silu]
              init: [{normal: 0.16}, {uniform: 0.28}, lecun_uniform]
            """),
        Causes.Exploding("""
            seed: 331
            dataset: {friedman1: {points: 550, features: 9, noise: 0.8}}
            model: {width: 60}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 3e-4}}}
            vary:
              depth: [9, 13]
              activation: [relu, elu, silu]
              init: [{normal: 0.75}, {uniform: 1.3}]
              clip: [{norm: 0.5}, {layer_norm: 1}]
            """),
        Causes.Chaotic("""
            seed: 332
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {activation: tanh, width: 76}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 1e-5}}}
            vary:
              depth: [15, 19]
              init: [{normal: 0.85}, {uniform: 1.6}, {xavier_normal: 7.5}]
            replicates: 3
            """),
        Causes.Awakening("""
            seed: 335
            dataset: {blobs: {points: 1600, features: 14, classes: 7, noise: 4.2}}
            model: {hidden: [80, 60, 70]}
            training: {epochs: 24, batch_size: 24, optimizer: {sgd: {learning_rate: 0.04, momentum: 0.9}}}
            vary:
              activation: [relu, leaky_relu, elu, silu]
              init: [{normal: 0.012}, {uniform: 0.03}]
            replicates: 2
            """),
        Causes.Overflow("""
            seed: 333
            dataset: {moons: {points: 350, noise: 0.2}}
            model: {width: 26}
            training: {epochs: 4}
            vary:
              depth: [19, 24]
              activation: [relu, elu, identity]
              init: [{normal: 250}, {uniform: 600}]
            """),
        Causes.Unstable("""
            seed: 334
            dataset: {friedman1: {points: 380, features: 8, noise: 0.9}}
            model: {activation: identity}
            training: {epochs: 45}
            vary:
              hidden: [[], [9], [16, 12]]
              learning_rate: [2.2, 6, 12]
              batch_size: [28, full]
            """),
        Causes.Lost("""
            seed: 336
            dataset: {blobs: {points: 1600, features: 14, classes: 7, noise: 4.2}}
            model: {hidden: [52, 34]}
            training: {epochs: 14, warmup_steps: 420, optimizer: {sgd: {}}}
            vary:
              learning_rate: [1.9, 2.6, 5, 8]
              activation: [relu, tanh, hard_tanh]
            replicates: 2
            """),
        Causes.Lost("""
            seed: 337
            dataset: {moons: {points: 1000, noise: 0.16}}
            model: {hidden: [26, 22]}
            training: {epochs: 18, warmup_steps: 342, optimizer: {sgd: {}}}
            vary:
              learning_rate: [7, 12, 25]
              activation: [relu, silu, tanh]
            """),
        Causes.DeadLayer("""
            seed: 341
            dataset: {moons: {points: 450, noise: 0.2}}
            model: {width: 34, activation: relu}
            training: {epochs: 9, optimizer: {rmsprop: {learning_rate: 0.002}}}
            vary:
              depth: [4, 5]
              layers: [[{layer: 2, init: {constant: -0.15}}], [{layer: 3, init: {constant: -0.03}}]]
            replicates: 4
            """),
        Causes.DeadUnits("""
            seed: 342
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 46, activation: relu}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.004}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -9}, {constant: -14}]
            replicates: 3
            """),
        Causes.FewDead("""
            seed: 343
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 46, activation: relu}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.01}}}
            vary:
              depth: [1, 2]
              bias_init: [{constant: -0.35}, {constant: -0.6}]
            replicates: 2
            """),
        Causes.Saturated("""
            seed: 351
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 38}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 3e-4}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh, hard_tanh]
              init: [{normal: 3}, {normal: 5}, {uniform: 7}]
            """),
        Causes.Saturated("""
            seed: 352
            dataset: {friedman1: {points: 550, features: 16, noise: 0.8}}
            model: {width: 30}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 1e-4}}}
            vary:
              depth: [1, 2]
              activation: [tanh, hard_tanh]
              init: [{normal: 2.8}, {uniform: 5}]
            replicates: 2
            """),
        Causes.HardlySaturated("""
            seed: 353
            dataset: {blobs: {points: 550, features: 12, classes: 4, noise: 3.5}}
            model: {width: 38}
            training: {epochs: 9, optimizer: {sgd: {learning_rate: 0.004}}}
            vary:
              depth: [1, 2]
              activation: [sigmoid, tanh]
              init: [{normal: 0.22}, {uniform: 0.45}]
            """),
        Causes.Overfitting("""
            seed: 361
            dataset: {blobs: {points: 850, features: 18, classes: 6, noise: 5}}
            model: {hidden: [88, 56]}
            training: {epochs: 90, optimizer: {nadam: {learning_rate: 0.003}}}
            vary:
              label_noise: [0.25, 0.4]
              train_rows: [140, 210]
              activation: [relu, tanh, selu]
            replicates: 2
            """),
        Causes.Overfitting("""
            seed: 362
            dataset: {circles: {points: 750, noise: 0.09, factor: 0.45}, label_noise: 0.2}
            model: {hidden: [68, 68, 68], activation: relu}
            training: {epochs: 500, optimizer: {adam: {learning_rate: 0.006}}}
            vary:
              train_rows: [45, 80]
              activation: [relu, leaky_relu]
            replicates: 3
            """),
        Causes.Stopped("""
            seed: 363
            dataset: {blobs: {points: 850, features: 18, classes: 6, noise: 5}, label_noise: 0.35}
            model: {hidden: [88, 56]}
            training: {epochs: 90, optimizer: {nadam: {learning_rate: 0.003}}, early_stopping: {patience: 7}}
            vary:
              train_rows: [140, 210]
              activation: [relu, tanh, selu]
            """),
        Causes.Incapable("""
            seed: 371
            dataset: {xor: {points: 1000, noise: 0.07}}
            training: {epochs: 18}
            model: {hidden: [26, 22]}
            vary:
              kind: [{activation: identity}, {init: zero, activation: silu}, {init: zero, activation: hard_tanh}]
              optimizer: [{sgd: 0.03}, {amsgrad: 0.002}]
            replicates: 3
            """),
        Causes.Incapable("""
            seed: 372
            dataset: {blobs: {points: 800, features: 6, classes: 4, noise: 2.5}}
            training: {epochs: 18, optimizer: {sgd: {learning_rate: 0.03}}}
            vary:
              hidden: [[30], [22, 22]]
              penalty: [{l2: 1.8}, {l2: 3.5}, {l1: 0.35}]
              activation: [tanh, sigmoid]
            """),
        Causes.Slow("""
            seed: 381
            dataset: {blobs: {points: 1100, features: 14, classes: 7, noise: 4.2}}
            model: {hidden: [52, 34]}
            training: {epochs: 16}
            vary:
              learning_rate: [3e-4, 9e-4, 2e-3]
              activation: [relu, tanh, elu]
            replicates: 2
            """),
        Causes.Slow("""
            seed: 382
            dataset: {moons: {points: 1000, noise: 0.16}}
            model: {hidden: [26, 22]}
            vary:
              pace: [{epochs: 7, optimizer: {nadam: 3e-4}}, {epochs: 16, optimizer: {sgd: 0.0025}}, {epochs: 5, optimizer: {adam: 8e-4}}]
              activation: [silu, leaky_relu]
            replicates: 2
            """),
        Causes.Slow("""
            seed: 383
            dataset: {friedman1: {points: 750, features: 8, noise: 0.6}}
            model: {hidden: [38, 30]}
            training: {epochs: 14}
            vary:
              learning_rate: [2e-4, 8e-4]
              activation: [tanh, relu]
            replicates: 2
            """),
    ];
}
