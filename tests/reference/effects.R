# Reference values of tests/Core/Statistics, made with R's own aov, lm, anova, t.test, p.adjust, friedman.test, power.t.test,
# ptukey and pt, and with the packages emmeans and car.
#
# Run: Rscript tests/reference/effects.R
# Writes tests/reference/data/effects.json.
suppressMessages({library(emmeans); library(car)})
options(contrasts = c("contr.treatment", "contr.poly"), digits = 17)
emm_options(msg.interaction = FALSE)

json <- function(x) {
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ", "), "]"))
    return(paste0("{", paste0('"', names(x), '": ', parts, collapse = ",\n"), "}"))
  }
  if (is.character(x) && length(x) == 1) return(paste0('"', x, '"'))
  one <- function(v) if (is.na(v)) "null" else if (is.infinite(v)) '"inf"' else format(v, digits = 17)
  if (length(x) == 1 && is.null(attr(x, "array"))) return(one(x))
  paste0("[", paste(vapply(x, one, ""), collapse = ", "), "]")
}
array_of <- function(x) structure(as.numeric(x), array = TRUE)

# Trials of a 3 x 2 x 2 full factorial in 4 replicates: main effects, one interaction, replicates that differ, and seeds
# that favour levels of a.
set.seed(20260701)
grid <- expand.grid(c = 0:1, b = 0:1, a = 0:2, r = 0:3)[, c("a", "b", "c", "r")]
favour <- matrix(rnorm(12, sd = 0.05), 3, 4)
grid$y <- round(with(grid, 0.4 + c(0, 0.1, 0.25)[a + 1] + 0.06 * b + 0.2 * (a == 2 & b == 1) + c(0.03, 0, -0.02, 0.05)[r + 1] +
  favour[cbind(a + 1, r + 1)] + rnorm(nrow(grid), sd = 0.04)), 4)
factors <- c("a", "b", "c")
as_factors <- function(d) { for (n in c(factors, "r")) d[[n]] <- factor(d[[n]]); d }
rows <- function(d) unname(lapply(seq_len(nrow(d)), function(i) array_of(c(d$a[i], d$b[i], d$c[i], d$r[i], d$y[i]))))

pairs_of <- function(n) { k <- expand.grid(level = seq_len(n), reference = seq_len(n)); k[k$level > k$reference, ] }

# Balanced: each replicate's marginal means, compared by paired t tests.
d <- as_factors(grid)
balanced <- list(rows = rows(grid))
all_p <- c()
for (f in factors) {
  m <- tapply(d$y, list(d$r, d[[f]]), mean)
  k <- pairs_of(ncol(m))
  contrasts <- list()
  for (i in seq_len(nrow(k))) {
    t <- t.test(m[, k$level[i]], m[, k$reference[i]], paired = TRUE)
    diffs <- m[, k$level[i]] - m[, k$reference[i]]
    w <- reshape(d[, c(factors, "r", "y")], idvar = c(setdiff(factors, f), "r"), timevar = f, direction = "wide")
    raw <- w[[paste0("y.", k$level[i] - 1)]] - w[[paste0("y.", k$reference[i] - 1)]]
    contrasts[[i]] <- list(level = k$level[i] - 1, reference = k$reference[i] - 1, difference = unname(t$estimate),
      standard_error = unname(t$stderr), degrees = unname(t$parameter), confidence = array_of(t$conf.int), p = t$p.value,
      pairs = length(raw), cohen_d = mean(raw) / sd(raw),
      wanted = tryCatch(ceiling(power.t.test(delta = abs(mean(diffs)), sd = sd(diffs), power = 0.8, type = "paired")$n), error = function(e) NA))
    all_p <- c(all_p, t$p.value)
  }
  mlm <- lm(m ~ 1)
  a <- anova(mlm, X = ~1, test = "Spherical")
  level_t <- lapply(seq_len(ncol(m)), function(i) t.test(m[, i]))
  balanced[[f]] <- list(means = array_of(colMeans(m)), errors = array_of(vapply(level_t, function(t) unname(t$stderr), 0)),
    lows = array_of(vapply(level_t, function(t) t$conf.int[1], 0)), f = a[1, "F"], effect_degrees = a[1, "num Df"],
    error_degrees = a[1, "den Df"], epsilon = min(1, attr(a, "heading") |> (\(h) as.numeric(sub(".*: *", "", grep("Greenhouse", h, value = TRUE))))()),
    p = a[1, "G-G Pr"], contrasts = contrasts)
}
balanced$holm <- array_of(p.adjust(all_p, "holm"))
balanced$benjamini_hochberg <- array_of(p.adjust(all_p, "BH"))
strata <- summary(aov(y ~ a * b * c + Error(r / (a * b * c)), data = d))
fixed <- anova(lm(y ~ r + a * b * c, data = d))
ss <- fixed$`Sum Sq`; df <- fixed$Df; names(ss) <- names(df) <- rownames(fixed)
total <- sum(ss); mse <- ss[["Residuals"]] / df[["Residuals"]]
error_ms <- function(term) { s <- strata[[paste0("Error: r:", term)]][[1]]; s[nrow(s), "Mean Sq"] }
stratum_f <- function(term) { s <- strata[[paste0("Error: r:", term)]][[1]]; s[1, "F value"] }
terms <- c("a", "b", "c", "a:b", "a:c", "b:c")
between <- sum(ss[c(terms, "a:b:c")])
balanced$variance <- lapply(setNames(terms, terms), function(t) list(sum_of_squares = ss[[t]], degrees = df[[t]], eta_squared = ss[[t]] / total,
  omega_squared = (ss[[t]] - df[[t]] * error_ms(t)) / (total + mse), share = ss[[t]] / between, f = stratum_f(t)))
balanced$replicate <- ss[["r"]]; balanced$higher <- ss[["a:b:c"]]; balanced$residual <- ss[["Residuals"]]; balanced$total <- total
# The interaction a:b, replicate by replicate, twice centred.
cells <- tapply(d$y, list(d$a, d$b, d$r), mean)
dev <- apply(cells, 3, function(m) sweep(sweep(m, 1, rowMeans(m)), 2, colMeans(m)) + mean(m))
dev <- aperm(array(dev, dim(cells)), c(2, 1, 3))  # the second varies fastest
flat <- t(matrix(dev, ncol = dim(cells)[3]))
ab <- anova(lm(t(matrix(aperm(cells, c(2, 1, 3)), ncol = 4)) ~ 1), M = ~ a + b + a:b, X = ~ a + b,
  idata = expand.grid(b = factor(0:1), a = factor(0:2)), test = "Spherical")
balanced$interaction_ab <- list(deviations = array_of(colMeans(flat)), errors = array_of(apply(flat, 2, sd) / 2), f = ab[1, "F"],
  epsilon = as.numeric(sub(".*: *", "", grep("Greenhouse", attr(ab, "heading"), value = TRUE))), p = ab[1, "G-G Pr"])

# Unbalanced: some trials have no value. Estimated marginal means of main effects and pairs; each replicate left out in turn.
gaps <- grid; gaps$y[c(3, 10, 17, 18, 31, 44, 46)] <- NA
u <- as_factors(gaps[!is.na(gaps$y), ])
unbalanced <- list(rows = rows(gaps))
emm <- function(data, f) as.data.frame(emmeans(lm(y ~ r + (a + b + c)^2, data = data), f))$emmean
for (f in factors) {
  whole <- emm(u, f)
  without <- t(vapply(levels(u$r), function(r) emm(droplevels(u[u$r != r, ]), f), whole))
  k <- pairs_of(length(whole))
  n <- nlevels(u$r)
  unbalanced[[f]] <- list(means = array_of(whole), contrasts = lapply(seq_len(nrow(k)), function(i) {
    dd <- without[, k$level[i]] - without[, k$reference[i]]
    est <- whole[k$level[i]] - whole[k$reference[i]]
    se <- sqrt((n - 1) / n * sum((dd - mean(dd))^2))
    list(level = k$level[i] - 1, reference = k$reference[i] - 1, difference = est, standard_error = se,
      p = 2 * pt(-abs(est / se), n - 1), confidence = array_of(est + c(-1, 1) * qt(0.975, n - 1) * se))
  }))
}
add <- lm(y ~ r + a + b + c, data = u)
full <- lm(y ~ r + (a + b + c)^2, data = u)
two <- Anova(add, type = 2)
utotal <- sum((u$y - mean(u$y))^2); umse <- deviance(full) / df.residual(full)
unbalanced$type_two <- c(
  lapply(setNames(factors, factors), function(t) list(sum_of_squares = two[t, "Sum Sq"], degrees = two[t, "Df"],
    omega_squared = (two[t, "Sum Sq"] - two[t, "Df"] * umse) / (utotal + umse))),
  lapply(setNames(c("a:b", "a:c", "b:c"), c("a:b", "a:c", "b:c")), function(t) {
    x <- anova(add, update(add, paste(". ~ . +", t)))
    list(sum_of_squares = x[2, "Sum of Sq"], degrees = x[2, "Df"], omega_squared = (x[2, "Sum of Sq"] - x[2, "Df"] * umse) / (utotal + umse))
  }))
unbalanced$residual <- deviance(full)
unbalanced$replicate <- two["r", "Sum Sq"]

# One replicate of 3 x 3 x 2: the additive model, with errors of kind HC2.
set.seed(20260702)
one <- expand.grid(c = 0:1, b = 0:2, a = 0:2)[, c("a", "b", "c")]
one$r <- 0
one$y <- round(with(one, 1 + 0.3 * a + 0.1 * (b == 2) - 0.2 * c + rnorm(18, sd = 0.1 + 0.1 * a)), 4)
o <- as_factors(one)
single <- list(rows = rows(one))
oemm <- function(data, f) as.data.frame(emmeans(lm(y ~ a + b + c, data = data), f))$emmean
oadd <- lm(y ~ a + b + c, data = o)
for (f in factors) {
  whole <- oemm(o, f)
  k <- pairs_of(length(whole))
  an <- Anova(oadd, type = 2)
  single[[f]] <- list(means = array_of(whole), f = an[f, "F value"], p = an[f, "Pr(>F)"], contrasts = lapply(seq_len(nrow(k)), function(i) {
    est <- whole[k$level[i]] - whole[k$reference[i]]
    w <- setNames(numeric(length(coef(oadd))), names(coef(oadd)))
    for (e in list(c(k$level[i], 1), c(k$reference[i], -1))) if (e[1] > 1) w[paste0(f, e[1] - 1)] <- e[2]
    se <- sqrt(drop(t(w) %*% hccm(oadd, type = "hc2") %*% w))
    # Bell and McCaffrey's degrees of freedom, by matrices.
    X <- model.matrix(oadd); H <- X %*% solve(crossprod(X), t(X)); M <- diag(nrow(X)) - H
    added <- drop(X %*% solve(crossprod(X), w))^2 / diag(M)
    dof <- sum(added * diag(M))^2 / sum(outer(added, added) * M^2)
    list(level = k$level[i] - 1, reference = k$reference[i] - 1, difference = est, standard_error = se, degrees = dof, p = 2 * pt(-abs(est / se), dof))
  }))
}
op <- lm(y ~ a + b + c + a:b, data = o)
x <- anova(oadd, op)
cell <- emmeans(op, ~ b | a)
cell <- emmeans(op, ~ b + a)
wts <- sapply(0:8, function(i) { m <- outer(((0:2) == i %% 3) - 1/3, ((0:2) == i %/% 3) - 1/3); as.vector(m) })
cc <- as.data.frame(contrast(cell, setNames(as.data.frame(wts), paste0("c", 0:8))))
single$interaction_ab <- list(f = x[2, "F"], p = x[2, "Pr(>F)"], deviations = array_of(cc$estimate), errors = array_of(cc$SE))
single$variance <- local({
  s <- anova(lm(y ~ (a + b + c)^2, data = o))
  tot <- sum(s$`Sum Sq`); mse <- s["Residuals", "Mean Sq"]
  lapply(setNames(terms, terms), function(t) list(sum_of_squares = s[t, "Sum Sq"], degrees = s[t, "Df"],
    omega_squared = (s[t, "Sum Sq"] - s[t, "Df"] * mse) / (tot + mse), share = s[t, "Sum Sq"] / tot))
})

# Small functions.
p <- c(0.01, 0.02, 0.03, 0.04, 0.05, 0.01, 0.0001, 0.6, 1)
adjust <- list(p = array_of(p), holm = array_of(p.adjust(p, "holm")), benjamini_hochberg = array_of(p.adjust(p, "BH")))
tail <- list(
  t = lapply(list(c(0, 5), c(2, 2), c(-3.5, 7.3), c(40, 3), c(12, 60)), function(v) list(t = v[1], degrees = v[2], p = 2 * pt(-abs(v[1]), v[2]))),
  f = lapply(list(c(3, 2, 6), c(0.2, 4, 8), c(50, 1.3, 5.2), c(1000, 2, 40)), function(v) list(f = v[1], effect = v[2], error = v[3], p = pf(v[1], v[2], v[3], lower.tail = FALSE))),
  chi = lapply(list(c(3, 2), c(0.2, 4), c(90, 3)), function(v) list(x = v[1], degrees = v[2], p = pchisq(v[1], v[2], lower.tail = FALSE))))
range_q <- c(0.5, 2, 3.5, 5)
studentized <- list(cdf = unlist(lapply(c(2, 3, 5, 10, 40), function(k) lapply(range_q, function(q) list(q = q, groups = k, p = ptukey(q, k, Inf)))), recursive = FALSE),
  quantile = lapply(c(2, 3, 4, 5, 7, 10, 20, 40), function(k) list(groups = k, q95 = qtukey(0.95, k, Inf), q90 = qtukey(0.90, k, Inf))))
noncentral <- lapply(list(c(2, 5, 1), c(-1, 3, 2), c(0, 8, 0.5), c(4.3, 2, 3), c(2, 30, -1.5), c(1.98, 100, 2.8)),
  function(v) list(t = v[1], degrees = v[2], shift = v[3], p = pt(v[1], v[2], v[3])))
power <- c(lapply(list(c(3, 1.5, 0.05), c(10, 0.8, 0.05), c(5, 2.5, 0.01), c(60, 0.3, 0.05)), function(v)
  list(pairs = v[1], effect = v[2], alpha = v[3], power = power.t.test(n = v[1], delta = v[2], sd = 1, sig.level = v[3], type = "paired", strict = TRUE)$power)))
needed <- lapply(list(c(0.5, 0.05), c(1, 0.01), c(2, 0.05), c(0.1, 0.05)), function(v)
  list(effect = v[1], alpha = v[2], pairs = ceiling(power.t.test(delta = v[1], sd = 1, sig.level = v[2], power = 0.8, type = "paired", strict = TRUE)$n)))
detectable <- lapply(c(3, 5, 20), function(n) list(pairs = n, effect = power.t.test(n = n, sd = 1, power = 0.8, type = "paired", strict = TRUE, delta = NULL)$delta))
quantile_t <- lapply(list(c(0.05, 1), c(0.05 / 78, 1), c(1e-4, 1), c(1e-6, 1), c(0.05, 2), c(1e-4, 2.5), c(0.5, 7.3), c(0.05, 60), c(1e-4, 1000)), function(v)
  list(p = v[1], degrees = v[2], t = qt(v[1] / 2, v[2], lower.tail = FALSE)))
blocks <- rbind(c(0.2, 0.5, 0.3, 0.9), c(0.1, 0.4, 0.4, 0.8), c(0.3, 0.2, 0.6, Inf), c(0.25, Inf, 0.5, Inf), c(0.4, 0.6, 0.5, 0.45), c(0.1, 0.1, 0.1, 0.2))
ranked <- t(apply(blocks, 1, rank))
fr <- friedman.test(ranked)
friedman <- list(blocks = unname(lapply(seq_len(nrow(blocks)), function(i) array_of(blocks[i, ]))), mean_ranks = array_of(colMeans(ranked)),
  statistic = unname(fr$statistic), p = fr$p.value, critical_difference = qtukey(0.95, 4, Inf) / sqrt(2) * sqrt(4 * 5 / (6 * 6)),
  nemenyi_03 = 1 - ptukey(abs(diff(colMeans(ranked)[c(1, 4)])) * sqrt(2) / sqrt(4 * 5 / (6 * 6)), 4, Inf))
hedges <- lapply(c(2, 5, 30), function(m) list(degrees = m, j = gamma(m / 2) / (sqrt(m / 2) * gamma((m - 1) / 2))))

out <- list(
  versions = list(r = paste(R.version$major, R.version$minor, sep = "."), emmeans = as.character(packageVersion("emmeans")), car = as.character(packageVersion("car"))),
  balanced = balanced, unbalanced = unbalanced, single = single, adjust = adjust, tail = tail, studentized_range = studentized,
  noncentral_t = noncentral, quantile_t = quantile_t, power = power, needed = needed, detectable = detectable, friedman = friedman, hedges = hedges)
file <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
writeLines(json(out), file.path(dirname(file), "data", "effects.json"))
