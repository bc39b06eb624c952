"""Two years of the ten, in their order. Everything is done by the people of the story through the actions."""

from __future__ import annotations

from thidua.config.scenario.files import Story
from thidua.config.scenario.settling import learn_sizes, settle
from thidua.config.scenario.stage import Tell
from thidua.config.scenario.ten_years import clustering, launches, papers, promising, reporting
from thidua.config.scenario.ten_years.founding import found
from thidua.config.scenario.ten_years.stage import TenYears


def play(told: Story, tell: Tell) -> TenYears:
    stage = TenYears(told, tell)
    found(stage)
    learn_sizes()
    _first_year(stage)
    _second_year(stage)
    settle()
    return stage


def _first_year(stage: TenYears) -> None:
    papers.call(stage)
    reporting.baselines(stage)
    papers.write_and_issue(stage, "plan")
    papers.decide(stage, 2021)
    papers.write_and_issue(stage, "guidance")
    launches.launch(stage)
    papers.action_plans(stage, 2021)
    clustering.found_and_lead(stage)
    launches.examples(stage)
    launches.ladder(stage, 2021)
    clustering.launch_together(stage)
    promising.sign_covenant_together(stage)
    promising.register_for_titles(stage)
    launches.works(stage)
    launches.conferences(stage)
    reporting.report(stage, 2021)


def _second_year(stage: TenYears) -> None:
    papers.next_year(stage, 2022)
    papers.write_and_issue(stage, "year_2022")
    papers.decide(stage, 2022)
    papers.action_plans(stage, 2022)
    launches.ladder(stage, 2022)
    reporting.report(stage, 2022)
